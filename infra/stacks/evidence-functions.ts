import { envSchema as keepEvidence } from "../../functions/keep-evidence/env.ts";
import { answers, type FunctionSpec } from "./function-spec.ts";

/** The function for files of evidence (ADR 30). It reads 10 MB whole to see what they are. */
export const evidenceFunctions = {
  "keep-evidence": {
    seconds: 20,
    memory: 512,
    env: keepEvidence,
    may: {
      tables: {
        Lists: ["GetItem", "BatchGetItem", "PutItem"],
        Disclosures: ["GetItem"],
        Intake: ["GetItem", "PutItem", "UpdateItem"],
        PersonalReads: ["BatchWriteItem"],
        Register: ["GetItem"],
      },
      files: { uploads: ["GetObject"], evidence: ["GetObject", "PutObject"] },
      readsPepper: true,
    },
    ...answers("agencies that put in evidence or read it"),
  },
} as const satisfies Readonly<Record<string, FunctionSpec>>;
