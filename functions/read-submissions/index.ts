import { createAgencyReader } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submission/submissions.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();

export const handler = createHandler({
  submissions: createSubmissionStore(db, env.INTAKE_TABLE),
  telemetry: createTelemetry(),
  recognise: createRecognise(
    createAgencyReader(db, env.REGISTER_TABLE, () => new Date()),
    env.OFFICE_CLIENT_ID,
  ),
});
