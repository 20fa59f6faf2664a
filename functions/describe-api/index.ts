import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

envSchema.parse(process.env);

export const handler = createHandler({ telemetry: createTelemetry() });
