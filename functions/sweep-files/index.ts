import { connect } from "../../shared/adapters/dynamodb/client.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submissions.ts";
import { createUploadStore } from "../../shared/adapters/dynamodb/uploads.ts";
import { createFileStore } from "../../shared/adapters/s3/files.ts";
import { createFileList } from "../../shared/adapters/s3/list-files.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();

export const handler = createHandler({
  files: { ...createFileStore(env.FILES_BUCKET), ...createFileList(env.FILES_BUCKET) },
  submissions: createSubmissionStore(db, env.INTAKE_TABLE),
  uploads: createUploadStore(db, env.INTAKE_TABLE),
  telemetry: createTelemetry(),
});
