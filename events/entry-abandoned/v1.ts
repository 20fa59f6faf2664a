import * as z from "zod";
import { contract } from "../envelope.ts";
import { abandonReason, localDateString } from "../vocabulary.ts";

/** The entry ended before it was ever public. */
export const entryAbandonedV1 = contract(
  "entry-abandoned",
  1,
  z.object({ abandonedOn: localDateString, reason: abandonReason, why: z.string().optional() }),
);
