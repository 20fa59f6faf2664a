import { createPublishedCases } from "../../shared/adapters/dynamodb/trigger/cases.ts";
import { getEntries } from "../../shared/adapters/dynamodb/entry/get-entry.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);

const db = connect();

export const handler = createHandler({
  published: createPublishedCases(db, env.FEEDBACK_TABLE),
  entries: { entries: (ids) => getEntries(db, env.LISTS_TABLE, ids) },
  telemetry: createTelemetry(),
});
