import { createAgencyDirectory } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createWithdraw } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createClockReader } from "../../shared/adapters/dynamodb/clock/clocks.ts";
import { createDisclosureStore } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createTriggerClocks } from "../../shared/adapters/dynamodb/trigger/trigger-watches.ts";
import { createClockQueue } from "../../shared/adapters/sqs/clock-queue.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { shippedClockLengths, shippedDisclosureBook, shippedRulebook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue());

export const handler = createHandler({
  entries: createEntryStore(db, { subjects: env.SUBJECTS_TABLE, lists: env.LISTS_TABLE }),
  clocks: createClockReader(db, {
    lists: env.LISTS_TABLE,
    triggers: env.TRIGGERS_TABLE,
    disclosures: env.DISCLOSURES_TABLE,
  }),
  directory: createAgencyDirectory(db, env.REGISTER_TABLE),
  triggerClocks: createTriggerClocks(db, env.TRIGGERS_TABLE, catalogue.current),
  alertStore: { withdraw: createWithdraw(db, env.LISTS_TABLE) },
  clockQueue: createClockQueue(env.CLOCKS_QUEUE_URL),
  lengthOf: shippedClockLengths(),
  disclosures: createDisclosureStore(db, { disclosures: env.DISCLOSURES_TABLE, lists: env.LISTS_TABLE }),
  disclosureRules: shippedDisclosureBook(),
  now: () => new Date(),
  rulesFor: shippedRulebook(),
  calendar: currentCalendar(catalogue.knownYears),
  catalogue: catalogue.current,
  telemetry: createTelemetry(),
});
