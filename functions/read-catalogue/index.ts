import { createAgencyReader } from "../../shared/adapters/dynamodb/agencies.ts";
import { connect } from "../../shared/adapters/dynamodb/client.ts";
import { createRecognise } from "../../shared/app/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const now = () => new Date();

export const handler = createHandler({
  catalogue: shippedCatalogue(),
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(connect(), env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
});
