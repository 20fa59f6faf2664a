import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createDecisionLog } from "../../shared/adapters/dynamodb/entry/decisions.ts";
import { createDeliveryMaker } from "../../shared/adapters/dynamodb/agency/deliveries.ts";
import { createPositions } from "../../shared/adapters/dynamodb/trigger/positions.ts";
import { createTriggerMaker } from "../../shared/adapters/dynamodb/trigger/trigger-maker.ts";
import { createSubscribers } from "../../shared/adapters/dynamodb/agency/webhooks.ts";
import { createWebhookQueue } from "../../shared/adapters/sqs/webhook-queue.ts";
import { announceTriggers } from "../../shared/app/trigger/announce-triggers.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { shippedTriggerLengths } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue());
const announcing = {
  subscribers: createSubscribers(db, env.WEBHOOKS_TABLE),
  deliveries: createDeliveryMaker(db, env.WEBHOOKS_TABLE),
  webhookQueue: createWebhookQueue(env.WEBHOOKS_QUEUE_URL),
};

export const handler = createHandler({
  positions: createPositions(db, env.TRIGGERS_TABLE),
  decisions: createDecisionLog(db, env.LISTS_TABLE),
  triggers: createTriggerMaker(db, env.TRIGGERS_TABLE),
  catalogue: catalogue.current,
  now: () => new Date(),
  rules: { lengthsOn: shippedTriggerLengths(), calendar: currentCalendar(catalogue.knownYears) },
  announce: (triggers, objections) => announceTriggers(announcing, triggers, objections),
  telemetry: createTelemetry(),
});
