import * as z from "zod";
import { contract } from "../envelope.ts";
import { entryOutline, measureRef } from "../parts.ts";
import { exitReason, localDateString } from "../vocabulary.ts";

/** The entry has ended: it is off the public list and its measures are lifted everywhere (A §4). */
export const entryExitedV1 = contract(
  "entry-exited",
  1,
  entryOutline.extend({
    exitedOn: localDateString,
    reason: exitReason,
    /** The sequence of the publication whose measures are lifted. */
    publishedSeq: z.int().positive(),
    /** What it had fired, each with the subject's other published entries that still require it (SPEC capability 6). */
    measures: z.array(measureRef.extend({ alsoRequiredBy: z.array(z.string()) })),
  }),
);
