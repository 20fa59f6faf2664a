import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { alertRaisedV1 } from "../../../../events/alert-raised/v1.ts";
import { alertsAnnouncedV1 } from "../../../../events/alerts-announced/v1.ts";
import { contradictionFoundV1 } from "../../../../events/contradiction-found/v1.ts";
import type { Relayed } from "../../../../events/relayed.ts";
import { subjectEvent } from "../../../../events/catalogue.ts";
import type { DecisionRecorded } from "../../../../events/decision-recorded/v1.ts";
import { clocksDueV1 } from "../../../../events/clocks-due/v1.ts";
import { endingDueV1 } from "../../../../events/ending-due/v1.ts";
import { feedbackGivenV1 } from "../../../../events/feedback-given/v1.ts";
import { figureToldV1 } from "../../../../events/figure-told/v1.ts";
import { objectionAnnouncedV1 } from "../../../../events/objection-announced/v1.ts";
import { submissionReceivedV1 } from "../../../../events/submission-received/v1.ts";

const decision = z.object({ record: z.literal("decision"), pk: z.string(), events: z.array(subjectEvent).min(1) });
const record = z.discriminatedUnion("record", [
  decision,
  z.object({ record: z.literal("alert"), alert: contradictionFoundV1 }),
  z.object({ record: z.literal("clockAlert"), alert: alertRaisedV1 }),
  z.object({ record: z.literal("figure"), message: figureToldV1 }),
  z.object({
    record: z.literal("announcement"),
    message: z.discriminatedUnion("type", [alertsAnnouncedV1, objectionAnnouncedV1]),
  }),
  z.object({ record: z.literal("submission"), message: submissionReceivedV1 }),
  z.object({ record: z.literal("ending"), message: endingDueV1 }),
  z.object({ record: z.literal("clocks"), message: clocksDueV1 }),
  z.object({ record: z.literal("feedback"), message: feedbackGivenV1 }),
]);

/** Reads a stream image as the message that it stands for; an unknown record or event throws. */
export const readRecord = (image: unknown): Relayed => {
  const read = record.parse(unmarshall(image as Record<string, AttributeValue>));
  switch (read.record) {
    case "decision":
      return messageOf(read);
    case "alert":
    case "clockAlert":
      return read.alert;
    case "announcement":
    case "submission":
    case "ending":
    case "clocks":
    case "feedback":
    case "figure":
      return read.message;
  }
};

/** Reads a decision of the history as the message that it was sent on with. */
export const readDecision = (item: unknown): DecisionRecorded => messageOf(decision.parse(item));

const messageOf = ({ pk, events }: z.infer<typeof decision>): DecisionRecorded => ({
  type: "decision-recorded",
  version: 1,
  subjectId: pk.slice("subject#".length),
  events,
});
