import type { RowsReady } from "../../../events/rows-ready/v1.ts";
import { feedbackRow } from "../../domain/feedback/input.ts";
import { fieldErrors } from "../../kernel/field-errors.ts";
import { refused } from "../../kernel/result.ts";
import type { RowResult } from "../../ports/submissions.ts";
import { answerTrigger, type AnswerTriggerDeps } from "../trigger/answer-trigger.ts";
import { citeEvidence, type CiteEvidenceDeps } from "../evidence/cite-evidence.ts";
import { reportedOn, taken, workChunk, type WorkChunkDeps } from "../submission/work-chunk.ts";

export interface AdmitFeedbackDeps extends AnswerTriggerDeps, CiteEvidenceDeps, WorkChunkDeps {}

/** Gives the feedback of a chunk's rows (A §17), as of the day on which their file came. Rows on one trigger are heard in the order of the file. */
export const admitFeedback = (deps: AdmitFeedbackDeps, message: RowsReady): Promise<readonly RowResult[]> =>
  workChunk(deps, message, {
    turnOf: triggerOf,
    decide: async (row, line) => {
      const input = feedbackRow.safeParse(row, { reportInput: true });
      if (!input.success) return refused(fieldErrors(input.error));
      const cited = await citeEvidence(deps, input.data, message.by.agencyId, Infinity);
      if (!cited.ok) return cited;
      const { triggerId, ...feedback } = cited.value;
      const [entryId = "", triggerKey = ""] = triggerId.split(".");
      const { submissionId, by, correlationId } = message;
      const answered = await answerTrigger(deps, {
        entryId,
        triggerKey,
        by,
        correlationId,
        feedback,
        origin: { submissionId, line },
        reportedOn: reportedOn(message),
      });
      return answered.ok ? taken(triggerId, answered.value.taken) : answered;
    },
  });

const triggerOf = (input: unknown): string | undefined =>
  typeof input === "object" && input !== null && "triggerId" in input ? String(input.triggerId) : undefined;
