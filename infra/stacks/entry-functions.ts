import { envSchema as decideEntries } from "../../functions/decide-entries/env.ts";
import { envSchema as settleClaims } from "../../functions/settle-claims/env.ts";
import { envSchema as submitEntries } from "../../functions/submit-entries/env.ts";
import { answers, type FunctionSpec } from "./function-spec.ts";

/** The functions that take listings and decide on them, and on what is claimed about them. Only the first meets persons by their numbers, and seals those. */
export const entryFunctions = {
  "submit-entries": {
    seconds: 10,
    memory: 512,
    env: submitEntries,
    may: {
      tables: {
        Subjects: ["BatchGetItem", "PutItem", "DeleteItem", "ConditionCheckItem"],
        Lists: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
        Catalogue: ["BatchGetItem", "Query"],
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
        Subjects: ["BatchGetItem", "PutItem", "DeleteItem"],
        Lists: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
        Catalogue: ["BatchGetItem", "Query"],
      },
      readsPepper: true,
    },
    ...answers("agencies that determine, report or publish an entry, enter a stay or complain"),
  },
  // Whoever contests an entry or an act, or asks for its repair; both are decided where what they are about is written.
  "settle-claims": {
    seconds: 10,
    memory: 512,
    env: settleClaims,
    may: {
      tables: {
        Subjects: ["BatchGetItem", "PutItem", "DeleteItem"],
        Lists: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
        Disclosures: ["GetItem", "PutItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
        Catalogue: ["BatchGetItem", "Query"],
      },
      readsPepper: true,
    },
    ...answers("parties that contest an entry or an act or ask for its repair, and whoever decides that"),
  },
} as const satisfies Readonly<Record<string, FunctionSpec>>;
