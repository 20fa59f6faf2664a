import { connect } from "../../shared/adapters/dynamodb/client.ts";
import { createDueStore } from "../../shared/adapters/dynamodb/due.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entries.ts";
import { shippedCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { shippedRulebook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();

export const handler = createHandler({
  entries: createEntryStore(db, { subjects: env.SUBJECTS_TABLE, lists: env.LISTS_TABLE }),
  due: createDueStore(db, env.LISTS_TABLE),
  now: () => new Date(),
  rulesFor: shippedRulebook(),
  calendar: shippedCalendar(),
  catalogue: shippedCatalogue(),
  telemetry: createTelemetry(),
});
