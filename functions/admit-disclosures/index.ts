import { randomBytes } from "node:crypto";
import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createWithdraw } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createDisclosureStore } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createPersons } from "../../shared/adapters/dynamodb/subject/persons.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submission/submissions.ts";
import { createSeal } from "../../shared/adapters/kms/seal.ts";
import { connectBucket } from "../../shared/adapters/s3/bucket.ts";
import { createFileStore } from "../../shared/adapters/s3/files.ts";
import { createIndexKeys } from "../../shared/adapters/secrets/digest.ts";
import { createPepperReader } from "../../shared/adapters/secrets/pepper.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { shippedDisclosureBook, shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const bucket = connectBucket(db, { name: env.FILES_BUCKET, endpoint: env.AWS_ENDPOINT_URL_S3 });
const now = () => new Date();
/** Of the catalogue only the years of the calendar are asked for, which lie beside it. */
const years = createCatalogueReader(db, env.CATALOGUE_TABLE, []);
const calendar = currentCalendar(years.knownYears);
const privacyOn = shippedPrivacyBook();

export const handler = createHandler({
  disclosures: createDisclosureStore(db, { disclosures: env.DISCLOSURES_TABLE, lists: env.LISTS_TABLE }),
  alertStore: { withdraw: createWithdraw(db, env.LISTS_TABLE) },
  agencies: createAgencyReader(db, env.REGISTER_TABLE, now),
  persons: createPersons(db, env.SUBJECTS_TABLE, {
    indexKeys: createIndexKeys(createPepperReader(env.PEPPER_SECRET_ARN)),
    seal: createSeal(env.PERSON_KEY_ARN, "subjectId"),
    newSubjectId: () => `sbj_${encode(randomBytes(20))}`,
  }),
  standings: createStandingReader(db, env.SUBJECTS_TABLE),
  masksOn: (day) => privacyOn(day).masks,
  rulesFor: shippedDisclosureBook(),
  calendar: async () => {
    await years.calendar();
    return calendar;
  },
  now,
  files: createFileStore(bucket),
  submissions: createSubmissionStore(db, env.INTAKE_TABLE),
  telemetry: createTelemetry(),
});
