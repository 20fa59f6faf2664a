import * as z from "zod";
import { subjectEvent } from "../catalogue.ts";

/** What one decision did to one subject: its events, together and in order. The message that the relay sends on. */
export const decisionRecordedV1 = z.object({
  type: z.literal("decision-recorded"),
  version: z.literal(1),
  subjectId: z.string(),
  events: z.array(subjectEvent).min(1),
});
export type DecisionRecorded = z.infer<typeof decisionRecordedV1>;
