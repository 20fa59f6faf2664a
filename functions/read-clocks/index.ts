import { createAgencyDirectory, createAgencyReader } from "../../shared/adapters/dynamodb/agencies.ts";
import { createAlertReader } from "../../shared/adapters/dynamodb/alerts.ts";
import { connect } from "../../shared/adapters/dynamodb/client.ts";
import { createClockReader } from "../../shared/adapters/dynamodb/clocks.ts";
import { createRecognise } from "../../shared/app/recognise.ts";
import { shippedCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();

export const handler = createHandler({
  alerts: createAlertReader(db, env.LISTS_TABLE),
  clocks: createClockReader(db, { lists: env.LISTS_TABLE, triggers: env.TRIGGERS_TABLE }),
  directory: createAgencyDirectory(db, env.REGISTER_TABLE),
  calendar: shippedCalendar(),
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
});
