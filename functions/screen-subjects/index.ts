import { randomBytes } from "node:crypto";
import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createPersonFinder } from "../../shared/adapters/dynamodb/subject/persons.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createIndexKeys } from "../../shared/adapters/secrets/digest.ts";
import { createPepperReader } from "../../shared/adapters/secrets/pepper.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
const now = () => new Date();

export const handler = createHandler({
  standings: createStandingReader(db, env.SUBJECTS_TABLE),
  persons: createPersonFinder(db, env.SUBJECTS_TABLE, createIndexKeys(createPepperReader(env.PEPPER_SECRET_ARN))),
  reads: createPersonalReads(db, env.PERSONAL_READS_TABLE),
  newReadId: () => `prd_${encode(randomBytes(20))}`,
  catalogue: createCatalogueReader(db, env.CATALOGUE_TABLE, shippedCatalogue()).current,
  now,
  telemetry: createTelemetry(),
  recognise: createRecognise(createAgencyReader(db, env.REGISTER_TABLE, now), env.OFFICE_CLIENT_ID),
});
