import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createPublicDisclosures } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createExternalRoster } from "../../shared/adapters/dynamodb/entry/external-roster.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createSubjectReader } from "../../shared/adapters/dynamodb/subject/subjects.ts";
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
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue());
const now = () => new Date();

export const handler = createHandler({
  subjects: createSubjectReader(db, { lists: env.LISTS_TABLE, subjects: env.SUBJECTS_TABLE }),
  entries: createEntryStore(db, { subjects: env.SUBJECTS_TABLE, lists: env.LISTS_TABLE, intake: env.INTAKE_TABLE }),
  publicActs: createPublicDisclosures(db, env.DISCLOSURES_TABLE),
  roster: createExternalRoster(db, env.LISTS_TABLE),
  now,
  rulesFor: shippedRulebook(),
  calendar: currentCalendar(catalogue.knownYears),
  catalogue: catalogue.current,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest: createDigest(env.PEPPER_SECRET_ARN),
});
