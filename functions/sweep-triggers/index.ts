import { createAgencyDirectory } from "../../shared/adapters/dynamodb/agencies.ts";
import { createAnnouncements, createSweepLog } from "../../shared/adapters/dynamodb/alerts.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/client.ts";
import { createDecisionLog } from "../../shared/adapters/dynamodb/decisions.ts";
import { createPositions } from "../../shared/adapters/dynamodb/positions.ts";
import { createTriggerWatches } from "../../shared/adapters/dynamodb/trigger-watches.ts";
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
