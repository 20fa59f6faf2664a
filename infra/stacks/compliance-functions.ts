import { envSchema as countFigures } from "../../functions/count-figures/env.ts";
import { envSchema as readCompliance } from "../../functions/read-compliance/env.ts";
import { answers, type FunctionSpec, works } from "./function-spec.ts";

/** Functions that count what agencies did and when, and that show it. */
export const complianceFunctions = {
  "count-figures": {
    seconds: 20,
    memory: 512,
    env: countFigures,
    may: {
      tables: { Figures: ["BatchGetItem", "PutItem"], Catalogue: ["GetItem", "Query"] },
    },
    ...works("agencies and the office that read figures of compliance: what was reported lately is not in them yet."),
  },
  "read-compliance": {
    seconds: 10,
    memory: 512,
    env: readCompliance,
    may: { tables: { Figures: ["BatchGetItem", "Query"], Register: ["GetItem", "BatchGetItem"] } },
    ...answers("agencies and the office that read figures of compliance"),
  },
} as const satisfies Readonly<Record<string, FunctionSpec>>;
