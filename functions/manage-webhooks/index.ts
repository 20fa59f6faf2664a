import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createDeliveryLog } from "../../shared/adapters/dynamodb/agency/deliveries.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createWebhookStore } from "../../shared/adapters/dynamodb/agency/webhooks.ts";
import { createSeal } from "../../shared/adapters/kms/seal.ts";
import { createDigest } from "../../shared/adapters/secrets/digest.ts";
import { createWebhookQueue } from "../../shared/adapters/sqs/webhook-queue.ts";
import { newSecret } from "../../shared/adapters/webhook/signature.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();
const agencies = createAgencyReader(db, env.REGISTER_TABLE, now);

export const handler = createHandler({
  webhooks: createWebhookStore(db, env.WEBHOOKS_TABLE),
  log: createDeliveryLog(db, { webhooks: env.WEBHOOKS_TABLE, intake: env.INTAKE_TABLE }),
  webhookQueue: createWebhookQueue(env.WEBHOOKS_QUEUE_URL),
  agencies,
  targets: { loopback: env.LOOPBACK_WEBHOOKS === "allowed" },
  newSecret,
  seal: createSeal(env.WEBHOOK_KEY_ARN),
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(agencies, env.OFFICE_CLIENT_ID),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest: createDigest(env.PEPPER_SECRET_ARN),
});
