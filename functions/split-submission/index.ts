import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submission/submissions.ts";
import { readRows } from "../../shared/adapters/files/read-rows.ts";
import { connectBucket } from "../../shared/adapters/s3/bucket.ts";
import { createFileStore } from "../../shared/adapters/s3/files.ts";
import { createRowQueue } from "../../shared/adapters/sqs/row-queue.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const bucket = connectBucket(db, { name: env.FILES_BUCKET, endpoint: env.AWS_ENDPOINT_URL_S3 });

export const handler = createHandler({
  files: createFileStore(bucket),
  submissions: createSubmissionStore(db, env.INTAKE_TABLE),
  rows: createRowQueue({
    listEntries: env.ROWS_QUEUE_URL,
    externalEntries: env.ROWS_QUEUE_URL,
    entryCommands: env.ROWS_QUEUE_URL,
    feedback: env.FEEDBACK_ROWS_QUEUE_URL,
    penalties: env.DISCLOSURE_ROWS_QUEUE_URL,
    permits: env.DISCLOSURE_ROWS_QUEUE_URL,
    acts: env.DISCLOSURE_ROWS_QUEUE_URL,
  }),
  readRows,
  telemetry: createTelemetry(),
});
