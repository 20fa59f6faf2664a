import type { RowsReady } from "../../../events/rows-ready/v1.ts";
import { entryInput } from "../../domain/entry/input.ts";
import { type FieldError, fieldErrors } from "../../kernel/field-errors.ts";
import { refused } from "../../kernel/result.ts";
import type { RowResult } from "../../ports/submissions.ts";
import { citeEvidence, type CiteEvidenceDeps } from "../evidence/cite-evidence.ts";
import { withOneCatalogue } from "../house.ts";
import { submitEntry, type SubmitEntryDeps } from "./submit-entry.ts";
import { reportedOn, taken, workChunk, type WorkChunkDeps } from "../submission/work-chunk.ts";

export interface AdmitRowsDeps extends SubmitEntryDeps, CiteEvidenceDeps, WorkChunkDeps {}

/** Submits the list entries of a chunk. No two rows of one subject are decided side by side. */
export const admitRows = async (deps: AdmitRowsDeps, message: RowsReady): Promise<readonly RowResult[]> => {
  const house = await withOneCatalogue(deps);
  return workChunk(deps, message, {
    turnOf: subjectOf,
    decide: async (row, line) => {
      const input = entryInput.safeParse(row, { reportInput: true });
      if (!input.success) return refused(fieldErrors(input.error));
      // Dates of a procedure that is over belong to a determination: such a row has lost its day, and is no proposal.
      if (input.data.procedure !== undefined && input.data.determinedOn === undefined) return refused([dayMissing]);
      const { submissionId, by, correlationId } = message;
      const cited = await citeEvidence(deps, input.data, by.agencyId, Infinity);
      if (!cited.ok) return cited;
      const submitted = await submitEntry(house, {
        input: cited.value,
        by,
        correlationId,
        report: true,
        receivedOn: reportedOn(message),
        origin: { submissionId, line },
      });
      if (!submitted.ok) return submitted;
      const { entry, created } = submitted.value;
      const own = entry.origin?.submissionId === submissionId && entry.origin.line === line;
      return taken(entry.entryId, created || own);
    },
  });
};

const dayMissing: FieldError = {
  field: "determinedOn",
  code: "missing",
  detail:
    "已填写告知或公示情况的,须填写认定日期;拟列入的不填此类内容 / a row with a finished procedure has the day of its determination",
};

const subjectOf = (input: unknown): string | undefined => {
  const known = entryInput.pick({ subject: true }).safeParse(input);
  return known.success ? (known.data.subject.uscc ?? known.data.subject.idNumber) : undefined;
};
