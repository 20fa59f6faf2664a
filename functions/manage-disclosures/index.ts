import { randomBytes } from "node:crypto";
import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createWithdraw } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import {
  createDisclosureReader,
  createDisclosureStore,
} from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createEvidenceReader } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createDigest } from "../../shared/adapters/secrets/digest.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { shippedDisclosureBook, shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();
/** Of the catalogue only the years of the calendar are asked for, which lie beside it. */
const years = createCatalogueReader(db, env.CATALOGUE_TABLE, []);
const calendar = currentCalendar(years.knownYears);
const privacyOn = shippedPrivacyBook();

export const handler = createHandler({
  disclosures: createDisclosureStore(db, {
    disclosures: env.DISCLOSURES_TABLE,
    lists: env.LISTS_TABLE,
    intake: env.INTAKE_TABLE,
  }),
  alertStore: { withdraw: createWithdraw(db, env.LISTS_TABLE) },
  evidence: createEvidenceReader(db, env.LISTS_TABLE),
  reader: createDisclosureReader(db, env.DISCLOSURES_TABLE),
  reads: createPersonalReads(db, env.PERSONAL_READS_TABLE),
  newReadId: () => `prd_${encode(randomBytes(20))}`,
  masksOn: (day) => privacyOn(day).masks,
  rulesFor: shippedDisclosureBook(),
  calendar: async () => {
    await years.calendar();
    return calendar;
  },
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
  requests: createRequestLog(db, env.INTAKE_TABLE),
  digest: createDigest(env.PEPPER_SECRET_ARN),
});
