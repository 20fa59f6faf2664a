import { randomBytes } from "node:crypto";
import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submission/submissions.ts";
import { createUploadStore } from "../../shared/adapters/dynamodb/submission/uploads.ts";
import { connectBucket } from "../../shared/adapters/s3/bucket.ts";
import { createFileStore } from "../../shared/adapters/s3/files.ts";
import { createDigest } from "../../shared/adapters/secrets/digest.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const bucket = connectBucket(db, { name: env.FILES_BUCKET, endpoint: env.AWS_ENDPOINT_URL_S3 });
const now = () => new Date();

export const handler = createHandler({
  files: createFileStore(bucket),
  submissions: createSubmissionStore(db, env.INTAKE_TABLE),
  uploads: createUploadStore(db, env.INTAKE_TABLE),
  newSubmissionId: () => `sub_${encode(randomBytes(20))}`,
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest: createDigest(env.PEPPER_SECRET_ARN),
});
