import { refusal, type Refusal } from "../domain/refusal.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import type { Caller } from "../ports/agencies.ts";
import { chunkSize, type RowResult, type Submission, type SubmissionStore } from "../ports/submissions.ts";

export interface ReadSubmissionDeps {
  readonly submissions: Pick<SubmissionStore, "find" | "results">;
}

/** A submission, for the agency that made it and the office. */
export const readSubmission = async (
  deps: ReadSubmissionDeps,
  submissionId: string,
  caller: Caller,
): Promise<Result<Submission, Refusal>> => {
  const submission = await deps.submissions.find(submissionId);
  if (!submission) return refused(refusal("submission.unknown", "没有该报送 / no such submission"));
  return submission.agencyId === caller.agencyId || caller.roles.includes("office")
    ? accepted(submission)
    : refused(refusal("entry.notYours", "非本单位的报送 / it is another agency's submission"));
};

/** How far it has come. */
export const statusOf = (submission: Submission): "received" | "processing" | "done" | "failed" => {
  if (submission.failure) return "failed";
  if (submission.chunks === undefined) return "received";
  return submission.doneChunks >= submission.chunks ? "done" : "processing";
};

/** A page of answers, `limit` of them from position `from` on, in the order of the file. */
export const readResults = async (
  deps: ReadSubmissionDeps,
  submissionId: string,
  caller: Caller,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<Result<{ readonly items: readonly RowResult[]; readonly next: number | null }, Refusal>> => {
  const submission = await readSubmission(deps, submissionId, caller);
  if (!submission.ok) return submission;
  const rows = submission.value.rows ?? 0;
  const to = Math.min(from + limit, rows);
  if (from >= to) return accepted({ items: [], next: null });
  const [firstChunk, lastChunk] = [Math.floor(from / chunkSize), Math.floor((to - 1) / chunkSize)];
  const results = await deps.submissions.results(submissionId, firstChunk, lastChunk);
  // While chunks are still being worked through, a page ends where the first answer is missing.
  const offset = firstChunk * chunkSize;
  return accepted({ items: results.slice(from - offset, to - offset), next: to < rows ? to : null });
};
