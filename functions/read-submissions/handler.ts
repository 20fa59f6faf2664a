import { readResults, readSubmission, type ReadSubmissionDeps, statusOf } from "../../shared/app/read-submission.ts";
import { endpoint, type EndpointDeps, serve } from "../../shared/http/endpoint.ts";
import { getSubmission, getSubmissionResults } from "../../shared/http/routes/submissions.ts";
import { linkNext } from "../../shared/http/paging.ts";

/** GET /v1/submissions/…: how far a file has come, and the answer to each row. */
export const createHandler = (deps: ReadSubmissionDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(getSubmission, deps, async ({ params, caller }) => {
      const found = await readSubmission(deps, params.submissionId, caller);
      if (!found.ok) return found;
      const { submissionId, kind, counts, receivedAt, failure, rows = 0, chunks, doneChunks } = found.value;
      return {
        status: 200,
        body: {
          submissionId,
          kind,
          status: statusOf(found.value),
          counts: { rows, ...counts },
          progress: chunks === undefined ? 0 : chunks === 0 ? 1 : doneChunks / chunks,
          receivedAt,
          failure,
        },
      };
    }),
    endpoint(getSubmissionResults, deps, async ({ params, query, caller, event }) => {
      const from = query.cursor === undefined ? 0 : Number(query.cursor);
      if (!Number.isSafeInteger(from) || from < 0)
        return {
          refusal: { code: "cursor.invalid", detail: "请使用上一页返回的 next / use the next of the page before" },
        };
      const page = await readResults(deps, params.submissionId, caller, { from, limit: query.limit });
      if (!page.ok) return page;
      const next = page.value.next === null ? null : String(page.value.next);
      return { status: 200, body: { items: page.value.items, next }, headers: linkNext(event, next) };
    }),
  ]);
