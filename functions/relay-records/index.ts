import type { Relayed } from "../../events/relayed.ts";
import { readRecord } from "../../shared/adapters/dynamodb/items/records.ts";
import { createSender } from "../../shared/adapters/sqs/messages.ts";
import { createPublisher } from "../../shared/adapters/sns/topic.ts";
import { tellFigures } from "../../shared/app/compliance/tell-figures.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);

const toAnswers = createSender(env.ANSWERS_QUEUE_URL);
const toTriggers = createSender(env.TRIGGERS_QUEUE_URL);
const toFigures = tellFigures(createSender(env.FIGURES_QUEUE_URL));
const toTopic = createPublisher(env.ALERTS_TOPIC_ARN);

type Send = (messages: readonly Relayed[]) => Promise<readonly number[]>;
/** To the one and to the other; a message that either did not take is not taken. */
const toBoth =
  (one: Send, other: Send): Send =>
  async (messages) => [...(await one(messages)), ...(await other(messages))];

export const handler = createHandler({
  readRecord,
  sendTo: {
    "decision-recorded": toBoth(toTriggers, toFigures),
    "submission-received": createSender(env.SUBMISSIONS_QUEUE_URL),
    "ending-due": createSender(env.ENDINGS_QUEUE_URL),
    "clocks-due": createSender(env.CLOCKS_QUEUE_URL),
    "feedback-given": toBoth(toAnswers, toFigures),
    "figure-told": toFigures,
    "alert-raised": toFigures,
    "objection-announced": toAnswers,
    "contradiction-found": toTopic,
    // To systems outside by the topic, to agencies' webhooks by the queue.
    "alerts-announced": toBoth(toTopic, toAnswers),
  },
  telemetry: createTelemetry(),
});
