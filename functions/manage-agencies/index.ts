import { createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createRecognise } from "../../shared/app/agency/recognise.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const register = createAgencyRegister(connect(), env.REGISTER_TABLE, () => new Date());

export const handler = createHandler({
  register,
  telemetry: createTelemetry(),
  recognise: createRecognise(register, env.OFFICE_CLIENT_ID),
});
