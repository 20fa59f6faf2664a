import * as z from "zod";
import { contract } from "../envelope.ts";
import { basis, evidence, listing, outline, repair } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** What an entry says was mended; its subject never is (A §22). Everyone who acted on it is told. */
export const entryCorrectedV1 = contract(
  "entry-corrected",
  1,
  outline.extend({
    correctedOn: localDateString,
    reason: z.string().min(1),
    evidence: z.array(evidence),
    basis,
    facts: z.string().min(1),
    /** When and how it can be repaired, where the correction brings that nearer. */
    repair: repair.optional(),
    /** The sequence of its publication; none where it was mended before. */
    publishedSeq: z.int().positive().optional(),
    /** It is suspended as it is corrected: its measures rest, and their resumption will say what was corrected. */
    suspended: z.literal(true).optional(),
    /** The measures that it still calls for. */
    measures: listing.shape.measures,
    /** Those that it no longer calls for, each with the subject's other entries that still do. */
    ended: z.array(listing.shape.measures.element.extend({ alsoRequiredBy: z.array(z.string()) })),
  }),
);
