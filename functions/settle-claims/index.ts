import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createDisclosureStore } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createEvidenceReader } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { getObjections } from "../../shared/adapters/dynamodb/items/objection-items.ts";
import { createRepairReader } from "../../shared/adapters/dynamodb/entry/repairs.ts";
import { readTogether } from "../../shared/adapters/dynamodb/db/read-item.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createDigest } from "../../shared/adapters/secrets/digest.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { shippedDisclosureBook, shippedRulebook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const read = readTogether(db);
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue(), read);
const calendar = currentCalendar(catalogue.knownYears);
const now = () => new Date();
const agencies = createAgencyReader(db, env.REGISTER_TABLE, now);
const digest = createDigest(env.PEPPER_SECRET_ARN);

export const handler = createHandler({
  entries: createEntryStore(
    db,
    { subjects: env.SUBJECTS_TABLE, lists: env.LISTS_TABLE, intake: env.INTAKE_TABLE },
    read,
  ),
  repairs: createRepairReader(db, env.LISTS_TABLE),
  acts: {
    disclosures: createDisclosureStore(db, {
      disclosures: env.DISCLOSURES_TABLE,
      lists: env.LISTS_TABLE,
      intake: env.INTAKE_TABLE,
    }),
    actObjections: (disclosureId) => getObjections(db, env.LISTS_TABLE, disclosureId),
    rulesFor: shippedDisclosureBook(),
    calendar: async () => {
      await catalogue.calendar();
      return calendar;
    },
    now,
  },
  evidence: createEvidenceReader(db, env.LISTS_TABLE),
  now,
  rulesFor: shippedRulebook(),
  calendar,
  catalogue: catalogue.current,
  telemetry: createTelemetry(),
  recognise: createRecognise(agencies, env.OFFICE_CLIENT_ID),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest,
});
