import { envSchema as endMeasures } from "../../functions/end-measures/env.ts";
import { envSchema as manageCatalogue } from "../../functions/manage-catalogue/env.ts";
import { envSchema as readCatalogue } from "../../functions/read-catalogue/env.ts";
import { answers, type FunctionSpec, works } from "./function-spec.ts";

/** The functions of the measures catalogue and its memoranda. */
export const catalogueFunctions = {
  "manage-catalogue": {
    seconds: 10,
    memory: 512,
    env: manageCatalogue,
    may: {
      tables: {
        Catalogue: ["GetItem", "Query", "PutItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
      },
      readsPepper: true,
    },
    ...answers("the credit office, at measures and memoranda"),
  },
  "read-catalogue": {
    seconds: 10,
    memory: 256,
    env: readCatalogue,
    may: { tables: { Register: ["GetItem"], Catalogue: ["GetItem", "Query"] } },
    ...answers("the public and agencies, at the catalogue of measures"),
  },
  "end-measures": {
    seconds: 30,
    memory: 512,
    env: endMeasures,
    may: {
      tables: {
        Subjects: ["GetItem", "BatchGetItem", "PutItem"],
        Lists: ["GetItem", "BatchGetItem", "PutItem"],
        Catalogue: ["GetItem", "Query", "UpdateItem"],
      },
      indexes: { Lists: ["due"] },
      sendsTo: ["EndingWork"],
    },
    ...works("listed parties against whom a measure still stands that was retired or ran out."),
  },
} as const satisfies Readonly<Record<string, FunctionSpec>>;
