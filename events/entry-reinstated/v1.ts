import * as z from "zod";
import { contract } from "../envelope.ts";
import { listing, outline } from "../parts.ts";
import { localDateString } from "../vocabulary.ts";

/**
 * An entry is back: the listing that had ended it was an error (A §3, §22), a red one or a key-attention one that had been
 * escalated. Its measures are applied again.
 */
export const entryReinstatedV1 = contract(
  "entry-reinstated",
  1,
  outline.extend({
    reinstatedOn: localDateString,
    /** Where it stood when it was ended. */
    state: z.enum(["determined", "reported", "published"]),
    measures: listing.shape.measures,
  }),
);
