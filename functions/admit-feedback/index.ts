import { connect } from "../../shared/adapters/dynamodb/client.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submissions.ts";
import { createTriggerStore } from "../../shared/adapters/dynamodb/triggers.ts";
import { createFileStore } from "../../shared/adapters/s3/files.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const tables = { triggers: env.TRIGGERS_TABLE, intake: env.INTAKE_TABLE, feedback: env.FEEDBACK_TABLE };

export const handler = createHandler({
  triggers: createTriggerStore(db, tables),
  catalogue: shippedCatalogue(),
  now: () => new Date(),
  files: createFileStore(env.FILES_BUCKET),
  submissions: createSubmissionStore(db, env.INTAKE_TABLE),
  telemetry: createTelemetry(),
});
