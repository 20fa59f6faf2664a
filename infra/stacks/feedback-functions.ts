import { envSchema as admitFeedback } from "../../functions/admit-feedback/env.ts";
import { envSchema as announceAnswers } from "../../functions/announce-answers/env.ts";
import { envSchema as manageFeedback } from "../../functions/manage-feedback/env.ts";
import { envSchema as queryCases } from "../../functions/query-cases/env.ts";
import { envSchema as sweepFiles } from "../../functions/sweep-files/env.ts";
import { answers, type FunctionSpec, works } from "./function-spec.ts";

/** Functions for what was done about entries, and for files that nobody came for. */
export const feedbackFunctions = {
  "admit-feedback": {
    seconds: 20,
    memory: 512,
    env: admitFeedback,
    may: {
      tables: {
        Catalogue: ["GetItem", "Query"],
        Triggers: ["GetItem", "Query", "PutItem"],
        Feedback: ["Query", "PutItem", "UpdateItem"],
        Lists: ["GetItem", "UpdateItem"],
        Intake: ["GetItem", "PutItem", "UpdateItem"],
      },
      files: { chunks: ["GetObject", "DeleteObject"] },
    },
    ...works("implementing agencies whose feedback in bulk is not heard yet, and authorities that wait for it."),
  },
  "announce-answers": {
    seconds: 10,
    memory: 256,
    env: announceAnswers,
    may: { tables: { Webhooks: ["PartiQLInsert", "Query"] }, sendsTo: ["WebhookWork"] },
    ...works(
      "authorities that are told by webhook what was done about their entries and now are not; they can read it.",
    ),
  },
  "manage-feedback": {
    seconds: 10,
    memory: 512,
    env: manageFeedback,
    may: {
      tables: {
        Catalogue: ["GetItem", "Query"],
        Feedback: ["GetItem", "Query", "PutItem"],
        Triggers: ["Query"],
        Lists: ["GetItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
      },
      indexes: { Feedback: ["directory"] },
      readsPepper: true,
    },
    ...answers("authorities and the office that read feedback and cases, and partners that report"),
  },
  "query-cases": {
    seconds: 10,
    memory: 256,
    env: queryCases,
    may: { tables: { Lists: ["BatchGetItem"] }, indexes: { Feedback: ["published"] } },
    ...answers("the public, at the typical cases"),
  },
  "sweep-files": {
    seconds: 120,
    memory: 256,
    env: sweepFiles,
    may: {
      tables: { Intake: ["GetItem", "UpdateItem"], Lists: ["UpdateItem"] },
      files: { uploads: ["DeleteObject"], chunks: ["DeleteObject"], evidence: ["DeleteObject"] },
      listsFiles: true,
    },
    ...works("agencies and the people in their files: what should be deleted after a day is still there."),
  },
} as const satisfies Readonly<Record<string, FunctionSpec>>;
