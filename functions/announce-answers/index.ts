import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createDeliveryMaker } from "../../shared/adapters/dynamodb/agency/deliveries.ts";
import { createSubscribers } from "../../shared/adapters/dynamodb/agency/webhooks.ts";
import { createWebhookQueue } from "../../shared/adapters/sqs/webhook-queue.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();

export const handler = createHandler({
  subscribers: createSubscribers(db, env.WEBHOOKS_TABLE),
  deliveries: createDeliveryMaker(db, env.WEBHOOKS_TABLE),
  webhookQueue: createWebhookQueue(env.WEBHOOKS_QUEUE_URL),
  telemetry: createTelemetry(),
});
