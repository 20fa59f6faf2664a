import {
  readResults,
  readSubmission,
  type ReadSubmissionDeps,
  statusOf,
} from "../../shared/app/submission/read-submission.ts";
import { resultsCsv } from "../../shared/app/submission/results-csv.ts";
import { endpoint, type EndpointDeps, serve } from "../../shared/http/endpoint.ts";
import {
  downloadSubmissionResults,
  getSubmission,
  getSubmissionResults,
} from "../../shared/http/routes/submissions.ts";
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
      const from = position(query.cursor);
      if (from === undefined) return { refusal: noPosition };
      const page = await readResults(deps, params.submissionId, caller, { from, limit: query.limit });
      if (!page.ok) return page;
      const next = page.value.next === null ? null : String(page.value.next);
      return { status: 200, body: { items: page.value.items, next }, headers: linkNext(event, next) };
    }),
    endpoint(downloadSubmissionResults, deps, async ({ params, query, caller, event }) => {
      const from = position(query.cursor);
      if (from === undefined) return { refusal: noPosition };
      const part = await resultsCsv(deps, params.submissionId, caller, from);
      if (!part.ok) return part;
      const { text, next } = part.value;
      return {
        status: 200,
        text,
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="${params.submissionId}.csv"`,
          ...linkNext(event, next === null ? null : String(next)),
        },
      };
    }),
  ]);

const position = (cursor: string | undefined): number | undefined => {
  const from = cursor === undefined ? 0 : Number(cursor);
  return Number.isSafeInteger(from) && from >= 0 ? from : undefined;
};

const noPosition = {
  code: "cursor.invalid",
  detail: "请使用上一页返回的 next / use the next of the page before",
} as const;
