import { randomUUID } from "node:crypto";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createDeliveryWork } from "../../shared/adapters/dynamodb/agency/deliveries.ts";
import { createLeases } from "../../shared/adapters/dynamodb/agency/webhooks.ts";
import { createUnseal } from "../../shared/adapters/kms/seal.ts";
import { createWebhookQueue } from "../../shared/adapters/sqs/webhook-queue.ts";
import { createCall } from "../../shared/adapters/webhook/call.ts";
import { sign } from "../../shared/adapters/webhook/signature.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();

export const handler = createHandler({
  work: { ...createLeases(db, env.WEBHOOKS_TABLE), ...createDeliveryWork(db, env.WEBHOOKS_TABLE) },
  webhookQueue: createWebhookQueue(env.WEBHOOKS_QUEUE_URL),
  call: createCall({ loopback: env.LOOPBACK_WEBHOOKS === "allowed" }),
  unseal: createUnseal(env.WEBHOOK_KEY_ARN),
  sign,
  now: () => new Date(),
  elapsed: () => performance.now(),
  chance: () => Math.random(),
  newId: () => randomUUID(),
  telemetry: createTelemetry(),
});
