import { randomBytes } from "node:crypto";
import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { getEntry } from "../../shared/adapters/dynamodb/entry/get-entry.ts";
import { createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createPersonVault } from "../../shared/adapters/dynamodb/subject/persons.ts";
import { createAddressedTriggers } from "../../shared/adapters/dynamodb/items/addressed-trigger.ts";
import { createOpen } from "../../shared/adapters/kms/seal.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();

export const handler = createHandler({
  triggers: createAddressedTriggers(db, env.TRIGGERS_TABLE),
  entries: { entry: (entryId) => getEntry(db, env.LISTS_TABLE, entryId) },
  vault: createPersonVault(db, env.SUBJECTS_TABLE, createOpen(env.PERSON_KEY_ARN, "subjectId")),
  reads: createPersonalReads(db, env.PERSONAL_READS_TABLE),
  newReadId: () => `prd_${encode(randomBytes(20))}`,
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
});
