import * as z from "zod";
import { contract } from "../envelope.ts";
import { outline, measureRef } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** The last objection or stay is over and the entry stands: its measures are applied again (A §22). */
export const entryResumedV1 = contract(
  "entry-resumed",
  1,
  outline.extend({
    resumedOn: localDateString,
    /** The sequence of the publication whose measures go on. */
    publishedSeq: z.int().positive(),
    measures: z.array(measureRef),
  }),
);
