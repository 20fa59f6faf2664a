import { randomBytes } from "node:crypto";
import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createComplaintReader } from "../../shared/adapters/dynamodb/entry/complaints.ts";
import { createDisclosureReader } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createEvidenceStore } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { getEntries } from "../../shared/adapters/dynamodb/entry/get-entry.ts";
import { createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createUploadStore } from "../../shared/adapters/dynamodb/submission/uploads.ts";
import { connectBucket } from "../../shared/adapters/s3/bucket.ts";
import { createFileStore } from "../../shared/adapters/s3/files.ts";
import { createSignDownload } from "../../shared/adapters/s3/sign-download.ts";
import { createDigest } from "../../shared/adapters/secrets/digest.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const endpoint = env.AWS_ENDPOINT_URL_S3;
const files = connectBucket(db, { name: env.FILES_BUCKET, endpoint });
const evidence = connectBucket(db, { name: env.EVIDENCE_BUCKET, endpoint });
const now = () => new Date();

export const handler = createHandler({
  uploads: createUploadStore(db, env.INTAKE_TABLE),
  uploaded: createFileStore(files),
  kept: createFileStore(evidence),
  sign: createSignDownload(evidence),
  evidence: createEvidenceStore(db, { lists: env.LISTS_TABLE, intake: env.INTAKE_TABLE }),
  acts: createDisclosureReader(db, env.DISCLOSURES_TABLE),
  entries: { entries: (entryIds) => getEntries(db, env.LISTS_TABLE, entryIds) },
  complaints: createComplaintReader(db, env.LISTS_TABLE),
  reads: createPersonalReads(db, env.PERSONAL_READS_TABLE),
  newReadId: () => `prd_${encode(randomBytes(20))}`,
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest: createDigest(env.PEPPER_SECRET_ARN),
});
