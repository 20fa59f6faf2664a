import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { createComplaintReader } from "../../shared/adapters/dynamodb/entry/complaints.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createPublicDisclosures } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createEntryTriggers } from "../../shared/adapters/dynamodb/trigger/entry-triggers.ts";
import { getEntries } from "../../shared/adapters/dynamodb/entry/get-entry.ts";
import { getObjections } from "../../shared/adapters/dynamodb/items/objection-items.ts";
import { createObjectionReader } from "../../shared/adapters/dynamodb/entry/objections.ts";
import { createPersonalReadLog } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createPersonFinder } from "../../shared/adapters/dynamodb/subject/persons.ts";
import { createRepairReader } from "../../shared/adapters/dynamodb/entry/repairs.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createSubjectReader } from "../../shared/adapters/dynamodb/subject/subjects.ts";
import { createIndexKeys } from "../../shared/adapters/secrets/digest.ts";
import { createPepperReader } from "../../shared/adapters/secrets/pepper.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import {
  shippedDisclosureBook,
  shippedPrivacyBook,
  shippedReviewBook,
  shippedRulebook,
} from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();
const privacyOn = shippedPrivacyBook();
const catalogue = createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue()).current;

export const handler = createHandler({
  persons: createPersonFinder(db, env.SUBJECTS_TABLE, createIndexKeys(createPepperReader(env.PEPPER_SECRET_ARN))),
  standings: createStandingReader(db, env.SUBJECTS_TABLE),
  subjects: createSubjectReader(db, { lists: env.LISTS_TABLE, subjects: env.SUBJECTS_TABLE }),
  entries: { entries: (ids) => getEntries(db, env.LISTS_TABLE, ids) },
  objections: createObjectionReader(db, env.LISTS_TABLE, env.DISCLOSURES_TABLE),
  repairs: createRepairReader(db, env.LISTS_TABLE),
  complaints: createComplaintReader(db, env.LISTS_TABLE),
  disclosures: createPublicDisclosures(db, env.DISCLOSURES_TABLE),
  actObjections: (disclosureId) => getObjections(db, env.LISTS_TABLE, disclosureId),
  actRulesFor: shippedDisclosureBook(),
  masksOn: (day) => privacyOn(day).masks,
  triggers: createEntryTriggers(db, env.TRIGGERS_TABLE, catalogue),
  reads: createPersonalReadLog(db, env.PERSONAL_READS_TABLE),
  agencies: createAgencyReader(db, env.REGISTER_TABLE, now),
  catalogue,
  reviewOn: shippedReviewBook(),
  rulesFor: shippedRulebook(),
  now,
  telemetry: createTelemetry(),
});
