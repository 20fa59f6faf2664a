import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { createComplaintStore } from "../../shared/adapters/dynamodb/entry/complaints.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createEvidenceReader } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { readTogether } from "../../shared/adapters/dynamodb/db/read-item.ts";
import { createSubjectReader } from "../../shared/adapters/dynamodb/subject/subjects.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createDigest } from "../../shared/adapters/secrets/digest.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { shippedRulebook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const read = readTogether(db);
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue(), read);
const now = () => new Date();
const agencies = createAgencyReader(db, env.REGISTER_TABLE, now);
const digest = createDigest(env.PEPPER_SECRET_ARN);

export const handler = createHandler({
  entries: createEntryStore(
    db,
    { subjects: env.SUBJECTS_TABLE, lists: env.LISTS_TABLE, intake: env.INTAKE_TABLE },
    read,
  ),
  evidence: createEvidenceReader(db, env.LISTS_TABLE),
  now,
  rulesFor: shippedRulebook(),
  calendar: currentCalendar(catalogue.knownYears),
  catalogue: catalogue.current,
  telemetry: createTelemetry(),
  recognise: createRecognise(agencies, env.OFFICE_CLIENT_ID),
  agencies,
  complaints: createComplaintStore(db, { lists: env.LISTS_TABLE, intake: env.INTAKE_TABLE }),
  subjects: createSubjectReader(db, { lists: env.LISTS_TABLE, subjects: env.SUBJECTS_TABLE }),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest,
});
