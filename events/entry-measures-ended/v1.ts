import * as z from "zod";
import { contract } from "../envelope.ts";
import { listing } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** Measures of a published entry were retired or ran out: they alone are lifted, the entry stays (B 四(三), C 十三). */
export const entryMeasuresEndedV1 = contract(
  "entry-measures-ended",
  1,
  listing
    .pick({ list: true, subject: true, domain: true, determiningAuthority: true, severity: true, validTo: true })
    .extend({
      documentNo: z.string(),
      /** The first day on which they may not be applied. */
      endedOn: localDateString,
      reason: z.enum(["retired", "expired"]),
      /** The sequence of the publication that fired them. */
      publishedSeq: z.int().positive(),
      /** Each with the subject's other published entries that still require it (SPEC capability 6). */
      measures: z.array(listing.shape.measures.element.extend({ alsoRequiredBy: z.array(z.string()) })).min(1),
    }),
);
