import { randomBytes } from "node:crypto";
import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createPersonFinder } from "../../shared/adapters/dynamodb/subject/persons.ts";
import { createQueryLimiter } from "../../shared/adapters/dynamodb/subject/query-limiter.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createDigest, createIndexKeys } from "../../shared/adapters/secrets/digest.ts";
import { createPepperReader } from "../../shared/adapters/secrets/pepper.ts";
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
  persons: createPersonFinder(db, env.SUBJECTS_TABLE, createIndexKeys(createPepperReader(env.PEPPER_SECRET_ARN))),
  standings: createStandingReader(db, env.SUBJECTS_TABLE),
  limiter: createQueryLimiter(db, env.INTAKE_TABLE, createDigest(env.PEPPER_SECRET_ARN), now),
  limitOn: (day) => privacyOn(day).personQuery,
  masksOn: (day) => privacyOn(day).masks,
  reads: createPersonalReads(db, env.PERSONAL_READS_TABLE),
  newReadId: () => `prd_${encode(randomBytes(20))}`,
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
});
