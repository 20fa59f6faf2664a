import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createPublicDisclosures } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { getEntry } from "../../shared/adapters/dynamodb/entry/get-entry.ts";
import { createNoticeReader } from "../../shared/adapters/dynamodb/entry/notices.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const privacyOn = shippedPrivacyBook();

export const handler = createHandler({
  standings: createStandingReader(db, env.SUBJECTS_TABLE),
  entries: { entry: (entryId) => getEntry(db, env.LISTS_TABLE, entryId) },
  notices: createNoticeReader(db, env.LISTS_TABLE),
  disclosures: createPublicDisclosures(db, env.DISCLOSURES_TABLE),
  now: () => new Date(),
  masksOn: (day) => privacyOn(day).masks,
  telemetry: createTelemetry(),
});
