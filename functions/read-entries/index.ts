import { randomBytes } from "node:crypto";
import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createComplaintReader } from "../../shared/adapters/dynamodb/entry/complaints.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createDisclosureReader } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createEntryReader } from "../../shared/adapters/dynamodb/entry/entry-reader.ts";
import { createObjectionReader } from "../../shared/adapters/dynamodb/entry/objections.ts";
import { createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createRepairReader } from "../../shared/adapters/dynamodb/entry/repairs.ts";
import { createSuperiorNoticeReader } from "../../shared/adapters/dynamodb/entry/superior-notices.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { shippedPrivacyBook, shippedRulebook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();
const privacyOn = shippedPrivacyBook();

export const handler = createHandler({
  reader: createEntryReader(db, env.LISTS_TABLE),
  repairs: createRepairReader(db, env.LISTS_TABLE),
  rulesFor: shippedRulebook(),
  objections: createObjectionReader(db, env.LISTS_TABLE, env.DISCLOSURES_TABLE),
  acts: createDisclosureReader(db, env.DISCLOSURES_TABLE),
  complaints: createComplaintReader(db, env.LISTS_TABLE),
  superiorNotices: createSuperiorNoticeReader(db, env.LISTS_TABLE),
  reads: createPersonalReads(db, env.PERSONAL_READS_TABLE),
  newReadId: () => `prd_${encode(randomBytes(20))}`,
  masksOn: (day) => privacyOn(day).masks,
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
});
