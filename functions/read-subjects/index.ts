import { randomBytes } from "node:crypto";
import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { getEntries } from "../../shared/adapters/dynamodb/entry/get-entry.ts";
import { createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createSubjectReader } from "../../shared/adapters/dynamodb/subject/subjects.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();
const privacyOn = shippedPrivacyBook();

export const handler = createHandler({
  subjects: createSubjectReader(db, { lists: env.LISTS_TABLE, subjects: env.SUBJECTS_TABLE }),
  entries: { entries: (ids) => getEntries(db, env.LISTS_TABLE, ids) },
  reads: createPersonalReads(db, env.PERSONAL_READS_TABLE),
  newReadId: () => `prd_${encode(randomBytes(20))}`,
  masksOn: (day) => privacyOn(day).masks,
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
});
