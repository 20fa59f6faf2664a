import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createComplaintStore } from "../../shared/adapters/dynamodb/entry/complaints.ts";
import { createDisclosureStore } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { getObjections } from "../../shared/adapters/dynamodb/items/objection-items.ts";
import { createPersonFinder } from "../../shared/adapters/dynamodb/subject/persons.ts";
import { createRepairReader } from "../../shared/adapters/dynamodb/entry/repairs.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createDigest, createIndexKeys } from "../../shared/adapters/secrets/digest.ts";
import { createPepperReader } from "../../shared/adapters/secrets/pepper.ts";
import { createRecogniseSubject } from "../../shared/app/own/own-standing.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { shippedDisclosureBook, shippedRulebook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue());
const calendar = currentCalendar(catalogue.knownYears);
const now = () => new Date();
const tables = { subjects: env.SUBJECTS_TABLE, lists: env.LISTS_TABLE, intake: env.INTAKE_TABLE };

export const handler = createHandler({
  entries: createEntryStore(db, tables),
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
  complaints: createComplaintStore(db, tables),
  agencies: createAgencyReader(db, env.REGISTER_TABLE, now),
  recogniseSubject: createRecogniseSubject({
    persons: createPersonFinder(db, env.SUBJECTS_TABLE, createIndexKeys(createPepperReader(env.PEPPER_SECRET_ARN))),
    standings: createStandingReader(db, env.SUBJECTS_TABLE),
  }),
  now,
  rulesFor: shippedRulebook(),
  calendar,
  catalogue: catalogue.current,
  telemetry: createTelemetry(),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest: createDigest(env.PEPPER_SECRET_ARN),
});
