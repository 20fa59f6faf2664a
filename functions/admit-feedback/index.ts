import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createEvidenceReader } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submission/submissions.ts";
import { createTriggerStore } from "../../shared/adapters/dynamodb/trigger/triggers.ts";
import { connectBucket } from "../../shared/adapters/s3/bucket.ts";
import { createFileStore } from "../../shared/adapters/s3/files.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const bucket = connectBucket(db, { name: env.FILES_BUCKET, endpoint: env.AWS_ENDPOINT_URL_S3 });
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue()).current;
const tables = {
  triggers: env.TRIGGERS_TABLE,
  intake: env.INTAKE_TABLE,
  feedback: env.FEEDBACK_TABLE,
  lists: env.LISTS_TABLE,
};

export const handler = createHandler({
  triggers: createTriggerStore(db, tables, catalogue),
  evidence: createEvidenceReader(db, env.LISTS_TABLE),
  catalogue,
  now: () => new Date(),
  files: createFileStore(bucket),
  submissions: createSubmissionStore(db, env.INTAKE_TABLE),
  telemetry: createTelemetry(),
});
