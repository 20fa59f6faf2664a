import { envSchema as manageClocks } from "../../functions/manage-clocks/env.ts";
import { envSchema as moveClocks } from "../../functions/move-clocks/env.ts";
import { envSchema as readClocks } from "../../functions/read-clocks/env.ts";
import { answers, type FunctionSpec, works } from "./function-spec.ts";

/** The functions of deadlines: what is due, what was said about it, and who took note. */
export const clockFunctions = {
  "read-clocks": {
    seconds: 10,
    memory: 512,
    env: readClocks,
    may: {
      tables: { Lists: ["BatchGetItem"], Register: ["GetItem", "Query"], Catalogue: ["GetItem", "Query"] },
      indexes: { Lists: ["directory"], Triggers: ["inbox"], Disclosures: ["clocks"] },
    },
    ...answers("agencies that ask for deadlines and alerts"),
  },
  "manage-clocks": {
    seconds: 10,
    memory: 256,
    env: manageClocks,
    may: {
      tables: {
        Lists: ["GetItem", "UpdateItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
        Catalogue: ["GetItem", "Query", "PutItem"],
      },
      readsPepper: true,
    },
    ...answers("officers that take note of an alert, and the office at the calendar"),
  },
  "move-clocks": {
    seconds: 30,
    memory: 512,
    env: moveClocks,
    may: {
      tables: {
        Subjects: ["GetItem", "BatchGetItem", "PutItem"],
        Lists: ["GetItem", "BatchGetItem", "PutItem", "UpdateItem"],
        Triggers: ["Query", "UpdateItem"],
        Disclosures: ["GetItem", "PutItem"],
        Register: ["Query"],
        Catalogue: ["GetItem", "Query"],
      },
      indexes: { Lists: ["directory"], Triggers: ["due"], Disclosures: ["clocks"] },
      sendsTo: ["ClockWork"],
    },
    ...works("agencies whose open deadlines still stand on the days of the calendar before."),
  },
} as const satisfies Readonly<Record<string, FunctionSpec>>;
