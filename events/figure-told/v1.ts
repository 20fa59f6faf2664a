import * as z from "zod";
import { localDateString } from "../vocabulary.ts";

const disclosureKind = z.enum(["penalties", "permits", "acts"]);
const agencyId = z.string().min(1);

/** A permit, penalty or other act that was taken, as it stands at a revision; a later one takes the place of an earlier one. */
const disclosure = z.object({
  of: z.literal("disclosure"),
  agencyId,
  revision: z.int().positive(),
  kind: disclosureKind,
  decidedOn: localDateString,
  collectedOn: localDateString,
  late: z.boolean(),
  compliant: z.boolean(),
  publication: z.object({
    dueOn: localDateString,
    metOn: localDateString.optional(),
    /** The act was taken down before it was published: the duty is over. */
    stoppedOn: localDateString.optional(),
    /** The last public day: not published by then, it need not be any more. */
    lastOn: localDateString.optional(),
  }),
});

/** Rows of acts that were refused: reported, and not compliant. */
const refusedRows = z.object({
  of: z.literal("refusedRows"),
  agencyId,
  kind: disclosureKind,
  on: localDateString,
  rows: z.int().positive(),
});

/** The report of an entry to the platform (A §3, §20): what one decision says of its clock. Together they say all of it. */
const listReport = z.object({
  of: z.literal("listReport"),
  agencyId: agencyId.optional(),
  startedOn: localDateString.optional(),
  /** The due day, and the sequence number of the decision that set it: the latest holds. */
  due: z.object({ seq: z.int().positive(), on: localDateString }).optional(),
  metOn: localDateString.optional(),
  /** The entry ended without having been reported, or, without a day, is back; the latest decision holds. */
  ended: z.object({ seq: z.int().positive(), on: localDateString.optional() }).optional(),
});

/** Feedback on a trigger (A §17): given, or due and not given. */
const feedback = z.object({
  of: z.literal("feedback"),
  agencyId,
  dueOn: localDateString,
  metOn: localDateString.optional(),
});

/**
 * What one record says of the things that an agency's figures count. Records say it again and in any order: whoever counts
 * keeps what each said, and counts what it comes to.
 */
export const figureToldV1 = z.object({
  type: z.literal("figure-told"),
  version: z.literal(1),
  /** The record: a disclosure, a chunk of a file, an entry, a trigger. */
  source: z.string().min(1),
  fact: z.discriminatedUnion("of", [disclosure, refusedRows, listReport, feedback]),
  correlationId: z.string().min(1),
});
export type FigureTold = z.infer<typeof figureToldV1>;
