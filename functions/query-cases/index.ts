import { createPublishedCases } from "../../shared/adapters/dynamodb/trigger/cases.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);

export const handler = createHandler({
  cases: createPublishedCases(connect(), env.FEEDBACK_TABLE),
  telemetry: createTelemetry(),
});
