import * as z from "zod";
import { contract } from "../envelope.ts";
import { listing, outline } from "../parts.ts";
import { exitReason, localDateString } from "../vocabulary.ts";

const ended = listing.shape.measures.element.extend({ alsoRequiredBy: z.array(z.string()) });

/** The entry has ended: it is off the public list and its measures are lifted everywhere (A §4). */
export const entryExitedV1 = contract(
  "entry-exited",
  1,
  outline.extend({
    exitedOn: localDateString,
    reason: exitReason,
    why: z.string().optional(),
    /** The last day of the exit notice on the channel that published the entry (A §4 退出公告). */
    noticeUntil: localDateString.optional(),
    /** The sequence of the publication whose measures are lifted. */
    publishedSeq: z.int().positive(),
    /** What it had fired, each with the subject's other published entries that still require it (SPEC capability 6). */
    measures: z.array(ended),
    /** Of an error: what was lifted before, by a correction or with the measure; whoever had it undoes what is left (A §22). */
    restore: z.array(ended).optional(),
  }),
);
