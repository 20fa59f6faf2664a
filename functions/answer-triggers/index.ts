import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createEvidenceReader } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createTriggerStore } from "../../shared/adapters/dynamodb/trigger/triggers.ts";
import { createDigest } from "../../shared/adapters/secrets/digest.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue()).current;

export const handler = createHandler({
  triggers: createTriggerStore(
    db,
    { triggers: env.TRIGGERS_TABLE, intake: env.INTAKE_TABLE, feedback: env.FEEDBACK_TABLE, lists: env.LISTS_TABLE },
    catalogue,
  ),
  evidence: createEvidenceReader(db, env.LISTS_TABLE),
  catalogue,
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest: createDigest(env.PEPPER_SECRET_ARN),
});
