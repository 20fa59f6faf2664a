import * as z from "zod";
import { contract } from "../envelope.ts";
import { listing } from "../parts.ts";
import { exitReason, localDateString } from "../vocabulary.ts";

/** The entry has ended: it is off the public list and its measures are lifted everywhere (A §4). */
export const entryExitedV1 = contract(
  "entry-exited",
  1,
  listing
    .pick({ list: true, subject: true, domain: true, determiningAuthority: true, severity: true, validTo: true })
    .extend({
      documentNo: z.string(),
      exitedOn: localDateString,
      reason: exitReason,
      /** The sequence of the publication whose measures are lifted. */
      publishedSeq: z.int().positive(),
      /** What it had fired, each with the subject's other published entries that still require it (SPEC capability 6). */
      measures: z.array(listing.shape.measures.element.extend({ alsoRequiredBy: z.array(z.string()) })),
    }),
);
