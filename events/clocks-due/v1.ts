import * as z from "zod";
import { localDateString } from "../vocabulary.ts";

/**
 * The working calendar has changed: clocks that are open and reach beyond a day are to be computed again. Without a place it
 * begins; with one it goes on there, in one agency's duties about entries or about acts, or in one shard of the watches over
 * triggers.
 */
export const clocksDueV1 = z.object({
  type: z.literal("clocks-due"),
  version: z.literal(1),
  correlationId: z.string().min(1),
  /** The first day that is worked or free otherwise than before. */
  from: localDateString,
  place: z
    .union([
      z.object({
        agencyId: z.string().min(1),
        /** Its acts that are disclosed; entries where nothing is said. */
        about: z.literal("acts").optional(),
        after: z.string().min(1).optional(),
      }),
      z.object({ shard: z.int().min(0), after: z.string().min(1).optional() }),
    ])
    .optional(),
});
export type ClocksDue = z.infer<typeof clocksDueV1>;
