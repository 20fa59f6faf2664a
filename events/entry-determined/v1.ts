import * as z from "zod";
import { contract } from "../envelope.ts";
import { clock, listing } from "../parts.ts";

/** A subject has been put on a list. Starts the report clock (A §3: 5 working days from determination). */
export const entryDeterminedV1 = contract(
  "entry-determined",
  1,
  listing.extend({
    clocks: z.array(clock),
    /** The file and line that it came from, where it came in a file. */
    origin: z.object({ submissionId: z.string(), line: z.int() }).optional(),
  }),
);
