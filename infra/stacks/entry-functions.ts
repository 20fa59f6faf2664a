import { envSchema as decideEntries } from "../../functions/decide-entries/env.ts";
import { envSchema as submitEntries } from "../../functions/submit-entries/env.ts";
import { answers, type FunctionSpec } from "./function-spec.ts";

/** The functions that take listings and decide on them. Only the first meets persons by their numbers, and seals those. */
export const entryFunctions = {
  "submit-entries": {
    seconds: 10,
    memory: 512,
    env: submitEntries,
    may: {
      tables: {
        Subjects: ["GetItem", "BatchGetItem", "PutItem", "DeleteItem", "ConditionCheckItem"],
        Lists: ["GetItem", "BatchGetItem", "PutItem", "UpdateItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
        Catalogue: ["GetItem", "Query"],
      },
      readsPepper: true,
      personKey: "Encrypt",
    },
    ...answers("agencies that enter a listing"),
  },
  "decide-entries": {
    seconds: 10,
    memory: 512,
    env: decideEntries,
    may: {
      tables: {
        Subjects: ["GetItem", "BatchGetItem", "PutItem", "DeleteItem"],
        Lists: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
        Catalogue: ["GetItem", "Query"],
      },
      readsPepper: true,
    },
    ...answers("agencies that determine, report, publish, repair or contest an entry"),
  },
} as const satisfies Readonly<Record<string, FunctionSpec>>;
