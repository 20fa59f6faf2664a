import * as z from "zod";
import { actor } from "./envelope.ts";
import { clock, evidence, party, subject } from "./parts.ts";
import { disclosedAct, disclosureChannel, idType, instantString, localDateString } from "./vocabulary.ts";

/** Parts that the events of a disclosure (双公示) carry in the same words. */

/** What every event of a disclosure says. Its revisions are its own sequence: 1, 2, 3 … without a gap. */
export const disclosureEnvelope = z.object({
  disclosureId: z.string().min(1),
  revision: z.int().positive(),
  at: instantString,
  by: actor,
  policyVersion: z.string(),
  correlationId: z.string(),
});

/** Fixes an event's name, version and data. */
export const disclosureContract = <T extends string, V extends number, D extends z.ZodType>(
  type: T,
  version: V,
  data: D,
) => disclosureEnvelope.extend({ type: z.literal(type), version: z.literal(version), data });

/** A person who stands for the party; the number is never here, only its masked form. */
export const representative = z.object({
  name: z.string().min(1),
  subjectId: z.string().optional(),
  idType: idType.optional(),
  idNumberMasked: z.string().optional(),
});
export type Representative = z.infer<typeof representative>;

/** One act as its agency reported it. */
export const disclosureContent = z.object({
  act: disclosedAct,
  decisionNo: z.string().min(1),
  decidedOn: localDateString,
  /** The agency that answers for it (谁认定谁负责). */
  authority: party,
  /** To whom the act was done; a person by the subject that the platform knows. */
  party: subject.extend({ subjectId: z.string().optional() }),
  representative: representative.optional(),
  /** The other items under their codes in the national standard: dates as days, amounts as exact decimals of 10,000 yuan. */
  items: z.record(z.string(), z.string()),
  /** The last day on which the public is shown it. */
  publicityEndsOn: localDateString,
});
export type DisclosureContent = z.infer<typeof disclosureContent>;

/** The row of a file that something came in, and when the file came. */
export const rowOrigin = z.object({
  submissionId: z.string(),
  line: z.int(),
  receivedAt: instantString.exactOptional(),
});
export type RowOrigin = z.infer<typeof rowOrigin>;

/** What follows from when an act was reported. */
const standing = z.object({
  clocks: z.array(clock),
  /** It reached the platform after its day (A §19); it was taken all the same. */
  late: z.boolean(),
  /** Every mandatory item present, valid and on time. */
  compliant: z.boolean(),
  origin: rowOrigin.optional(),
});

export const recorded = z.object({ content: disclosureContent, collectedOn: localDateString, ...standing.shape });
export const corrected = z.object({ content: disclosureContent, correctedOn: localDateString, ...standing.shape });

/** Where and when the agency itself made the act public. */
export const ownPublication = z.object({
  channel: disclosureChannel,
  publishedOn: localDateString,
  /** The page, as text: nobody is sent there by the platform. */
  address: z.string().optional(),
  note: z.string().optional(),
  /** What shows it: a copy of the page, or of what hung out. */
  evidence: z.array(evidence).optional(),
});
export type OwnPublication = z.infer<typeof ownPublication>;
