import { randomBytes } from "node:crypto";
import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCaseStore } from "../../shared/adapters/dynamodb/trigger/cases.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { getEntry } from "../../shared/adapters/dynamodb/entry/get-entry.ts";
import { createPartnerReports } from "../../shared/adapters/dynamodb/trigger/partner-reports.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createTriggerStore } from "../../shared/adapters/dynamodb/trigger/triggers.ts";
import { createDigest } from "../../shared/adapters/secrets/digest.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue()).current;
const tables = { triggers: env.TRIGGERS_TABLE, intake: env.INTAKE_TABLE, feedback: env.FEEDBACK_TABLE };
const entries = { entry: (entryId: string) => getEntry(db, env.LISTS_TABLE, entryId) };

export const handler = createHandler({
  reader: entries,
  entries,
  triggers: createTriggerStore(db, tables, catalogue),
  partners: createPartnerReports(db, tables),
  cases: createCaseStore(db, tables),
  newFeedbackId: () => `pfb_${encode(randomBytes(20))}`,
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest: createDigest(env.PEPPER_SECRET_ARN),
});
