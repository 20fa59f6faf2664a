import { createAgencyDirectory } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createAnnouncements, createDigestLog, createSweepLog } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createDisclosureDue } from "../../shared/adapters/dynamodb/disclosure/disclosure-due.ts";
import { createDisclosureStore } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createDueStore } from "../../shared/adapters/dynamodb/entry/due.ts";
import { createEndingLog } from "../../shared/adapters/dynamodb/measure/ending-log.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
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
const due = createDueStore(db, env.LISTS_TABLE);

export const handler = createHandler({
  entries: createEntryStore(db, { subjects: env.SUBJECTS_TABLE, lists: env.LISTS_TABLE }),
  due,
  live: due,
  disclosures: createDisclosureStore(db, { disclosures: env.DISCLOSURES_TABLE }),
  lateDisclosures: createDisclosureDue(db, { disclosures: env.DISCLOSURES_TABLE, lists: env.LISTS_TABLE }),
  endings: createEndingLog(db, env.CATALOGUE_TABLE),
  endingQueue: createEndingQueue(env.ENDINGS_QUEUE_URL),
  now: () => new Date(),
  rulesFor: shippedRulebook(),
  limitingOn: shippedLimitingPolicies(),
  calendar: currentCalendar(catalogue.knownYears),
  catalogue: catalogue.current,
  announcements: createAnnouncements(db, env.LISTS_TABLE),
  directory: createAgencyDirectory(db, env.REGISTER_TABLE),
  sweeps: createSweepLog(db, env.LISTS_TABLE, "due"),
  digests: createDigestLog(db, env.LISTS_TABLE),
  telemetry: createTelemetry(),
});
