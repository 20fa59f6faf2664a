import * as z from "zod";
import { instantString } from "../vocabulary.ts";

/**
 * Measures have ended: they are to be lifted wherever they are applied. Without a place it begins; with one it goes on
 * there, in one shard of the entries that live.
 */
export const endingDueV1 = z.object({
  type: z.literal("ending-due"),
  version: z.literal(1),
  correlationId: z.string().min(1),
  place: z
    .object({
      shard: z.int().min(0),
      /** When this look through the shard began. */
      begunAt: instantString,
      after: z.string().min(1).optional(),
    })
    .optional(),
});
export type EndingDue = z.infer<typeof endingDueV1>;
