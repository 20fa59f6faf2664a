import * as z from "zod";
import { contract } from "../envelope.ts";
import { listing, outline } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** After its exit an entry proves to have been an error: everybody who acted on it undoes what is left of it (A §22 恢复信誉). */
export const entryFoundInErrorV1 = contract(
  "entry-found-in-error",
  1,
  outline.extend({
    foundOn: localDateString,
    why: z.string().min(1),
    /** The last day of the notice that says so. */
    noticeUntil: localDateString.optional(),
    /** The sequence of the publication that was wrong. */
    publishedSeq: z.int().positive(),
    /** What it had fired, each with the subject's other published entries that require it. */
    measures: z.array(listing.shape.measures.element.extend({ alsoRequiredBy: z.array(z.string()) })),
  }),
);
