import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCatalogueRegister } from "../../shared/adapters/dynamodb/measure/catalogue-register.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createDigest } from "../../shared/adapters/secrets/digest.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();
const agencies = createAgencyReader(db, env.REGISTER_TABLE, now);

export const handler = createHandler({
  register: createCatalogueRegister(
    db,
    { catalogue: env.CATALOGUE_TABLE, intake: env.INTAKE_TABLE },
    shippedCatalogue(),
  ),
  agencies,
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(agencies, env.OFFICE_CLIENT_ID),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest: createDigest(env.PEPPER_SECRET_ARN),
});
