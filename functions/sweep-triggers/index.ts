import { createAgencyDirectory } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createAnnouncements, createSweepLog } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createDecisionLog } from "../../shared/adapters/dynamodb/entry/decisions.ts";
import { createPositions } from "../../shared/adapters/dynamodb/trigger/positions.ts";
import { createTriggerWatches } from "../../shared/adapters/dynamodb/trigger/trigger-watches.ts";
import { createDecisionQueue } from "../../shared/adapters/sqs/decision-queue.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const tables = { triggers: env.TRIGGERS_TABLE, lists: env.LISTS_TABLE };

export const handler = createHandler({
  decisions: createDecisionLog(db, env.LISTS_TABLE),
  positions: createPositions(db, env.TRIGGERS_TABLE),
  queue: createDecisionQueue(env.TRIGGERS_QUEUE_URL),
  watches: createTriggerWatches(db, tables, createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue()).current),
  announcements: createAnnouncements(db, env.LISTS_TABLE),
  directory: createAgencyDirectory(db, env.REGISTER_TABLE),
  sweeps: createSweepLog(db, env.LISTS_TABLE, "triggers"),
  telemetry: createTelemetry(),
});
