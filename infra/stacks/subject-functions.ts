import { envSchema as changeSubjects } from "../../functions/change-subjects/env.ts";
import { envSchema as explainEntries } from "../../functions/explain-entries/env.ts";
import { envSchema as readEntries } from "../../functions/read-entries/env.ts";
import { envSchema as readSubjects } from "../../functions/read-subjects/env.ts";
import { answers, type FunctionSpec } from "./function-spec.ts";

/** The functions by which agencies read entries and subjects, and record what becomes of subjects. */
export const subjectFunctions = {
  "read-entries": {
    seconds: 10,
    memory: 512,
    env: readEntries,
    may: {
      tables: {
        Lists: ["GetItem", "BatchGetItem", "Query"],
        Disclosures: ["GetItem", "BatchGetItem"],
        PersonalReads: ["BatchWriteItem"],
        Register: ["GetItem"],
      },
      indexes: { Lists: ["directory"] },
    },
    ...answers("agencies that read entries"),
  },
  "read-subjects": {
    seconds: 10,
    memory: 512,
    env: readSubjects,
    may: {
      tables: {
        Subjects: ["GetItem", "BatchGetItem"],
        Lists: ["BatchGetItem", "Query"],
        PersonalReads: ["BatchWriteItem"],
        Register: ["GetItem"],
      },
    },
    ...answers("agencies that read where a subject stands, or its history"),
  },
  "explain-entries": {
    seconds: 10,
    memory: 512,
    env: explainEntries,
    may: {
      tables: {
        Subjects: ["GetItem", "BatchGetItem"],
        Lists: ["GetItem", "BatchGetItem", "Query"],
        Catalogue: ["GetItem", "Query"],
        PersonalReads: ["BatchWriteItem"],
        Register: ["GetItem"],
      },
    },
    ...answers("whoever asks why somebody is restricted, and how to get out"),
  },
  "change-subjects": {
    seconds: 20,
    memory: 512,
    env: changeSubjects,
    may: {
      tables: {
        Subjects: ["GetItem", "BatchGetItem", "PutItem", "DeleteItem"],
        Lists: ["BatchGetItem", "Query", "PutItem", "DeleteItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
        Catalogue: ["GetItem", "Query"],
      },
      indexes: { Disclosures: ["public"] },
      readsPepper: true,
    },
    ...answers(
      "the office or the registrar that records a merger, a new code or a death, or closes an edition of an imported list",
    ),
  },
} as const satisfies Readonly<Record<string, FunctionSpec>>;
