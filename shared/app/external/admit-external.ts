import type { RowsReady } from "../../../events/rows-ready/v1.ts";
import { externalEntryInput } from "../../domain/external/input.ts";
import { subjectInput } from "../../domain/subject/identity.ts";
import { fieldErrors } from "../../kernel/field-errors.ts";
import { refused } from "../../kernel/result.ts";
import type { RowResult } from "../../ports/submissions.ts";
import { importExternal, type ImportExternalDeps } from "./import-external.ts";
import { requestOf, workChunk, type WorkChunkDeps } from "../submission/work-chunk.ts";

export interface AdmitExternalDeps extends ImportExternalDeps, WorkChunkDeps {}

/** Imports a chunk's entries of lists kept elsewhere. Rows of one subject are taken in the order of the file. */
export const admitExternal = (deps: AdmitExternalDeps, message: RowsReady): Promise<readonly RowResult[]> =>
  workChunk(deps, message, {
    turnOf: subjectOf,
    decide: async (row, line) => {
      const input = externalEntryInput.safeParse(row, { reportInput: true });
      if (!input.success) return refused(fieldErrors(input.error));
      const { by, correlationId } = message;
      return importExternal(deps, { input: input.data, by, correlationId, row: requestOf(message, line) });
    },
  });

const subjectOf = (input: unknown): string | undefined => {
  const subject = typeof input === "object" && input !== null && "subject" in input ? input.subject : undefined;
  const known = subjectInput.safeParse(subject);
  return known.success ? (known.data.uscc ?? known.data.idNumber) : undefined;
};
