import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createPersonIndex } from "../../shared/adapters/dynamodb/subject/persons.ts";
import { createOpen } from "../../shared/adapters/kms/seal.ts";
import { createIndexKeys } from "../../shared/adapters/secrets/digest.ts";
import { createPepperReader, fetchPeppers, putPeppers } from "../../shared/adapters/secrets/pepper.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const read = () => fetchPeppers(env.PEPPER_SECRET_ARN);

export const handler = createHandler({
  index: createPersonIndex(connect(), env.SUBJECTS_TABLE, {
    indexKeys: createIndexKeys(createPepperReader(env.PEPPER_SECRET_ARN)),
    open: createOpen(env.PERSON_KEY_ARN, "subjectId"),
  }),
  read,
  write: (peppers) => putPeppers(env.PEPPER_SECRET_ARN, peppers),
  telemetry: createTelemetry(),
});
