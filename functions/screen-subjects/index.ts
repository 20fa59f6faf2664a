import { createAgencyReader } from "../../shared/adapters/dynamodb/agencies.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/client.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/standings.ts";
import { createRecognise } from "../../shared/app/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();

export const handler = createHandler({
  standings: createStandingReader(db, env.SUBJECTS_TABLE),
  catalogue: createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue()).current,
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
});
