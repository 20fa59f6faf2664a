import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createEndingLog } from "../../shared/adapters/dynamodb/measure/ending-log.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createLiveEntries } from "../../shared/adapters/dynamodb/entry/live-entries.ts";
import { createEndingQueue } from "../../shared/adapters/sqs/ending-queue.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { shippedLimitingPolicies, shippedRulebook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue());

export const handler = createHandler({
  entries: createEntryStore(db, { subjects: env.SUBJECTS_TABLE, lists: env.LISTS_TABLE }),
  live: createLiveEntries(db, env.LISTS_TABLE),
  endings: createEndingLog(db, env.CATALOGUE_TABLE),
  endingQueue: createEndingQueue(env.ENDINGS_QUEUE_URL),
  now: () => new Date(),
  rulesFor: shippedRulebook(),
  limitingOn: shippedLimitingPolicies(),
  calendar: currentCalendar(catalogue.knownYears),
  catalogue: catalogue.current,
  telemetry: createTelemetry(),
});
