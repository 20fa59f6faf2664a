import { connect } from "../../shared/adapters/dynamodb/client.ts";
import { createTriggerMaker } from "../../shared/adapters/dynamodb/trigger-maker.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);

export const handler = createHandler({
  triggers: createTriggerMaker(connect(), env.TRIGGERS_TABLE),
  catalogue: shippedCatalogue(),
  telemetry: createTelemetry(),
});
