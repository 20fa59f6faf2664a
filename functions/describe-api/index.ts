import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

envSchema.parse(process.env);

/** What writes workbooks is made ready when somebody wants one. */
export const handler = createHandler({
  telemetry: createTelemetry(),
  writeTemplate: async (template) =>
    (await import("../../shared/adapters/files/xlsx/write-template.ts")).writeTemplate(template),
});
