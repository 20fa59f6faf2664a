import { randomBytes } from "node:crypto";
import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createEvidenceReader } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { createPersons } from "../../shared/adapters/dynamodb/subject/persons.ts";
import { readTogether } from "../../shared/adapters/dynamodb/db/read-item.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createSeal } from "../../shared/adapters/kms/seal.ts";
import { createDigest, createIndexKeys } from "../../shared/adapters/secrets/digest.ts";
import { createPepperReader } from "../../shared/adapters/secrets/pepper.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { shippedRulebook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const read = readTogether(db);
const now = () => new Date();
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue(), read);
const newSubjectId = () => `sbj_${encode(randomBytes(20))}`;
const digest = createDigest(env.PEPPER_SECRET_ARN);
const agencies = createAgencyReader(db, env.REGISTER_TABLE, now);

export const handler = createHandler({
  entries: createEntryStore(
    db,
    { subjects: env.SUBJECTS_TABLE, lists: env.LISTS_TABLE, intake: env.INTAKE_TABLE },
    read,
  ),
  agencies,
  persons: createPersons(db, env.SUBJECTS_TABLE, {
    indexKeys: createIndexKeys(createPepperReader(env.PEPPER_SECRET_ARN)),
    seal: createSeal(env.PERSON_KEY_ARN, "subjectId"),
    newSubjectId,
  }),
  newSubjectId,
  evidence: createEvidenceReader(db, env.LISTS_TABLE),
  now,
  rulesFor: shippedRulebook(),
  calendar: currentCalendar(catalogue.knownYears),
  catalogue: catalogue.current,
  telemetry: createTelemetry(),
  recognise: createRecognise(agencies, env.OFFICE_CLIENT_ID),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest,
});
