import { readRecord } from "../../shared/adapters/dynamodb/records.ts";
import { createSender } from "../../shared/adapters/sqs/messages.ts";
import { createPublisher } from "../../shared/adapters/sns/topic.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);

const toAnswers = createSender(env.ANSWERS_QUEUE_URL);
const toTopic = createPublisher(env.ALERTS_TOPIC_ARN);

export const handler = createHandler({
  readRecord,
  sendTo: {
    "decision-recorded": createSender(env.TRIGGERS_QUEUE_URL),
    "submission-received": createSender(env.SUBMISSIONS_QUEUE_URL),
    "ending-due": createSender(env.ENDINGS_QUEUE_URL),
    "clocks-due": createSender(env.CLOCKS_QUEUE_URL),
    "feedback-given": toAnswers,
    "contradiction-found": toTopic,
    // To systems outside by the topic, to agencies' webhooks by the queue.
    "alerts-announced": async (messages) => [...(await toTopic(messages)), ...(await toAnswers(messages))],
  },
  telemetry: createTelemetry(),
});
