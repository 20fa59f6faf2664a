import { refusal, type Refusal } from "../../domain/refusal.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import { chunkSize, type RowResult, type Submission, type SubmissionStore } from "../../ports/submissions.ts";

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
  const done = statusOf(submission.value) === "done" || statusOf(submission.value) === "failed";
  const rows = submission.value.rows ?? 0;
  const to = Math.min(from + limit, rows);
  if (from >= to) return accepted({ items: [], next: done ? null : from });
  const firstChunk = Math.floor(from / chunkSize);
  const chunks = await deps.submissions.results(submissionId, firstChunk, Math.floor((to - 1) / chunkSize));
  if (submission.value.failure) {
    // Rows that were lost have no answer and never will: the failure says so.
    const known = new Map(chunks.map(({ chunk, results }) => [chunk, results]));
    const at = (row: number) => known.get(Math.floor(row / chunkSize))?.[row % chunkSize] ?? [];
    const items = Array.from({ length: to - from }, (_, index) => at(from + index)).flat();
    return accepted({ items, next: to < rows ? to : null });
  }
  // While rows are still decided a page ends before the first chunk that has no answers yet; the reader comes back to it.
  const whole = chunks.filter(({ chunk }, index) => chunk === firstChunk + index).flatMap(({ results }) => results);
  const items = whole.slice(from - firstChunk * chunkSize, to - firstChunk * chunkSize);
  const next = from + items.length;
  return accepted({ items, next: next < rows || !done ? next : null });
};
