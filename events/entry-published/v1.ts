import * as z from "zod";
import { contract } from "../envelope.ts";
import { listing } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** The entry is public from this day on, and its measures fire. It carries what an implementing agency must know. */
export const entryPublishedV1 = contract(
  "entry-published",
  1,
  listing
    .pick({ list: true, subject: true, domain: true, determiningAuthority: true, severity: true, validTo: true })
    .extend({ documentNo: z.string(), publishedOn: localDateString, measures: listing.shape.measures }),
);
