import { createAgencyDirectory, createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createAlertReader } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createClockReader } from "../../shared/adapters/dynamodb/clock/clocks.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { shippedArrangements } from "../../shared/calendar/arrangements.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
// The calendar lies beside the catalogue; of measures nothing is asked here.
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, []);
const now = () => new Date();

export const handler = createHandler({
  alerts: createAlertReader(db, env.LISTS_TABLE),
  clocks: createClockReader(db, {
    lists: env.LISTS_TABLE,
    triggers: env.TRIGGERS_TABLE,
    disclosures: env.DISCLOSURES_TABLE,
  }),
  directory: createAgencyDirectory(db, env.REGISTER_TABLE),
  calendarRegister: { years: catalogue.calendar },
  shipped: shippedArrangements(),
  calendar: currentCalendar(catalogue.knownYears),
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
});
