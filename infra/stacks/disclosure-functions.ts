import { envSchema as admitDisclosures } from "../../functions/admit-disclosures/env.ts";
import { envSchema as manageDisclosures } from "../../functions/manage-disclosures/env.ts";
import { answers, type FunctionSpec, works } from "./function-spec.ts";

/** Functions for permits, penalties and other acts that are made public (双公示). */
export const disclosureFunctions = {
  "admit-disclosures": {
    seconds: 20,
    memory: 512,
    env: admitDisclosures,
    may: {
      tables: {
        Disclosures: ["GetItem", "Query", "PutItem"],
        Lists: ["PutItem", "UpdateItem"],
        Subjects: ["BatchGetItem", "PutItem", "ConditionCheckItem"],
        Intake: ["GetItem", "PutItem", "UpdateItem"],
        Register: ["GetItem"],
        Catalogue: ["GetItem", "Query"],
      },
      files: { chunks: ["GetObject", "DeleteObject"] },
      readsPepper: true,
      personKey: "Encrypt",
    },
    ...works("agencies whose permits, penalties and other acts are not public yet, while their clocks run."),
  },
  "manage-disclosures": {
    seconds: 10,
    memory: 512,
    env: manageDisclosures,
    may: {
      tables: {
        Disclosures: ["GetItem", "BatchGetItem", "Query", "PutItem"],
        Lists: ["GetItem", "UpdateItem"],
        PersonalReads: ["BatchWriteItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
        Catalogue: ["GetItem", "Query"],
      },
      indexes: { Disclosures: ["directory"] },
      readsPepper: true,
    },
    ...answers("agencies that read what they reported, or say where they published it, or take that back"),
  },
} as const satisfies Readonly<Record<string, FunctionSpec>>;
