import * as z from "zod";
import { contract } from "../envelope.ts";
import { localDateString } from "../vocabulary.ts";

/** The entry ended before it was ever public: its validity ran out first. */
export const entryAbandonedV1 = contract(
  "entry-abandoned",
  1,
  z.object({ abandonedOn: localDateString, reason: z.enum(["lapsed"]) }),
);
