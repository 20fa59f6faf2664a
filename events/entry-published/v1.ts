import { contract } from "../envelope.ts";
import { listing, outline } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/** The entry is public from this day on, and its measures fire. It carries what an implementing agency must know. */
export const entryPublishedV1 = contract(
  "entry-published",
  1,
  outline.extend({ publishedOn: localDateString, measures: listing.shape.measures }),
);
