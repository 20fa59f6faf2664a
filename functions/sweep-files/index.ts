import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createEvidenceStore } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submission/submissions.ts";
import { createUploadStore } from "../../shared/adapters/dynamodb/submission/uploads.ts";
import { connectBucket } from "../../shared/adapters/s3/bucket.ts";
import { createFileStore } from "../../shared/adapters/s3/files.ts";
import { createFileList } from "../../shared/adapters/s3/list-files.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const endpoint = env.AWS_ENDPOINT_URL_S3;
const bucket = connectBucket(db, { name: env.FILES_BUCKET, endpoint });

export const handler = createHandler({
  files: { ...createFileStore(bucket), ...createFileList(env.FILES_BUCKET) },
  submissions: createSubmissionStore(db, env.INTAKE_TABLE),
  uploads: createUploadStore(db, env.INTAKE_TABLE),
  evidence: createEvidenceStore(db, { lists: env.LISTS_TABLE, intake: env.INTAKE_TABLE }),
  kept: createFileStore(connectBucket(db, { name: env.EVIDENCE_BUCKET, endpoint })),
  telemetry: createTelemetry(),
});
