import * as z from "zod";
import { contract } from "../envelope.ts";
import { localDateString } from "../vocabulary.ts";

/** A stay is over, by the document that ends it. */
export const stayEndedV1 = contract(
  "stay-ended",
  1,
  z.object({
    /** The document that ordered the stay. */
    documentNo: z.string().min(1),
    endedOn: localDateString,
    endedBy: z.string().min(1),
  }),
);
