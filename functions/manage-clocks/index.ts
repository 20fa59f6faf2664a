import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createAlertStore } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createCalendarRegister } from "../../shared/adapters/dynamodb/clock/calendar-register.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createDigest } from "../../shared/adapters/secrets/digest.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { shippedArrangements } from "../../shared/calendar/arrangements.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();

export const handler = createHandler({
  alertStore: createAlertStore(db, { lists: env.LISTS_TABLE, intake: env.INTAKE_TABLE }),
  calendarRegister: createCalendarRegister(db, env.CATALOGUE_TABLE),
  shipped: shippedArrangements(),
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest: createDigest(env.PEPPER_SECRET_ARN),
});
