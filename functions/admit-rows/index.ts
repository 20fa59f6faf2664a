import { randomBytes } from "node:crypto";
import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createEvidenceReader } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { createExternalRoster } from "../../shared/adapters/dynamodb/entry/external-roster.ts";
import { createPersons } from "../../shared/adapters/dynamodb/subject/persons.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submission/submissions.ts";
import { createSeal } from "../../shared/adapters/kms/seal.ts";
import { connectBucket } from "../../shared/adapters/s3/bucket.ts";
import { createFileStore } from "../../shared/adapters/s3/files.ts";
import { createIndexKeys } from "../../shared/adapters/secrets/digest.ts";
import { createPepperReader } from "../../shared/adapters/secrets/pepper.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { shippedRulebook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue());
const bucket = connectBucket(db, { name: env.FILES_BUCKET, endpoint: env.AWS_ENDPOINT_URL_S3 });
const now = () => new Date();
const newSubjectId = () => `sbj_${encode(randomBytes(20))}`;

export const handler = createHandler({
  entries: createEntryStore(db, { subjects: env.SUBJECTS_TABLE, lists: env.LISTS_TABLE, intake: env.INTAKE_TABLE }),
  agencies: createAgencyReader(db, env.REGISTER_TABLE, now),
  persons: createPersons(db, env.SUBJECTS_TABLE, {
    indexKeys: createIndexKeys(createPepperReader(env.PEPPER_SECRET_ARN)),
    seal: createSeal(env.PERSON_KEY_ARN, "subjectId"),
    newSubjectId,
  }),
  newSubjectId,
  roster: createExternalRoster(db, env.LISTS_TABLE),
  evidence: createEvidenceReader(db, env.LISTS_TABLE),
  now,
  rulesFor: shippedRulebook(),
  calendar: currentCalendar(catalogue.knownYears),
  catalogue: catalogue.current,
  files: createFileStore(bucket),
  submissions: createSubmissionStore(db, env.INTAKE_TABLE),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  telemetry: createTelemetry(),
});
