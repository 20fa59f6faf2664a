import * as z from "zod";
import { instantString, objectionOutcome } from "../vocabulary.ts";

/**
 * That something became of an objection to an act, for the agencies that are told (A §22 及时告知信息提供单位). It names nobody;
 * what it is about stands behind `GET /v1/objections/{id}`.
 */
export const objectionAnnouncedV1 = z.object({
  type: z.literal("objection-announced"),
  version: z.literal(1),
  objectionId: z.string().min(1),
  disclosureId: z.string().min(1),
  /** The place of what happened in the history of the act. */
  revision: z.int().positive(),
  happened: z.enum(["filed", "verified", "closed"]),
  outcome: objectionOutcome.optional(),
  told: z.array(z.string().min(1)).min(1),
  at: instantString,
  correlationId: z.string().min(1),
});
export type ObjectionAnnounced = z.infer<typeof objectionAnnouncedV1>;
