import * as z from "zod";
import { instantString, submissionKind } from "../../../events/vocabulary.ts";
import { route, scopes } from "../route.ts";
import { paged, pageQuery } from "../schemas.ts";

const submissionId = z.object({ submissionId: z.string().regex(/^sub_[0-9a-z]{26}$/) });

const submissionView = () =>
  z.object({
    submissionId: z.string(),
    kind: submissionKind,
    status: z.enum(["received", "processing", "done", "failed"]),
    counts: z.object({ rows: z.int(), accepted: z.int(), duplicate: z.int(), rejected: z.int() }),
    progress: z.number().min(0).max(1),
    receivedAt: instantString,
    failure: z.object({ code: z.string(), detail: z.string() }).optional(),
  });

const rowResult = () =>
  z.object({
    line: z.int(),
    outcome: z.enum(["accepted", "duplicate", "rejected"]),
    id: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), code: z.string(), detail: z.string() })),
  });

export const offerUpload = route({
  id: "offerUpload",
  method: "POST",
  path: "/v1/uploads",
  servedBy: "offer-upload",
  scopes: [scopes.submit, scopes.respond, scopes.office],
  throttle: { rate: 20, burst: 40 },
  summary:
    "A link to put one file to: rows of up to 50 MB, which POST /v1/submissions then takes, or evidence of up to 10 MB, which POST /v1/evidence takes.",
  body: z.object({
    purpose: z.enum(["submission", "evidence"]).default("submission"),
    format: z.enum(["csv", "json", "xlsx"]).optional(),
    bytes: z.int().positive(),
  }),
  idempotent: true,
  answers: () => ({
    201: {
      description: "PUT exactly that many bytes to `url` with `headers`, once, before `expiresAt`.",
      schema: z.object({
        uploadId: z.string(),
        url: z.url(),
        method: z.literal("PUT"),
        headers: z.record(z.string(), z.string()),
        expiresAt: instantString,
      }),
    },
  }),
});

export const receiveSubmission = route({
  id: "receiveSubmission",
  method: "POST",
  path: "/v1/submissions",
  servedBy: "receive-submission",
  scopes: [scopes.submit, scopes.respond, scopes.office],
  throttle: { rate: 50, burst: 100 },
  summary: "Take a file of rows; its bytes are stored before the answer.",
  query: z.strictObject({
    kind: submissionKind,
    format: z.enum(["csv", "json", "xlsx"]).optional(),
    charset: z.enum(["utf-8", "gb18030"]).optional(),
  }),
  rawBody: true,
  idempotent: true,
  answers: () => ({
    202: { description: "Stored; it will be processed.", schema: z.object({ submissionId: z.string() }) },
  }),
});

export const getSubmission = route({
  id: "getSubmission",
  method: "GET",
  path: "/v1/submissions/{submissionId}",
  servedBy: "read-submissions",
  scopes: [scopes.submit, scopes.respond, scopes.office],
  throttle: { rate: 200, burst: 400 },
  summary: "How far a submission has come.",
  params: submissionId,
  answers: () => ({ 200: { description: "Status, counts and progress.", schema: submissionView() } }),
});

export const getSubmissionResults = route({
  id: "getSubmissionResults",
  method: "GET",
  path: "/v1/submissions/{submissionId}/results",
  servedBy: "read-submissions",
  scopes: [scopes.submit, scopes.respond, scopes.office],
  throttle: { rate: 200, burst: 400 },
  summary: "The answer to each row: line, outcome, and what to mend.",
  params: submissionId,
  query: pageQuery,
  answers: () => ({ 200: { description: "Results in the order of the file.", schema: paged(rowResult()) } }),
});

export const downloadSubmissionResults = route({
  id: "downloadSubmissionResults",
  method: "GET",
  path: "/v1/submissions/{submissionId}/results.csv",
  servedBy: "read-submissions",
  scopes: [scopes.submit, scopes.respond, scopes.office],
  throttle: { rate: 20, burst: 40 },
  summary: "The answers of a finished submission as CSV; a long one in parts that follow each other by `Link`.",
  params: submissionId,
  query: z.object({ cursor: z.string().max(20).optional() }),
  answers: () => ({ 200: { description: "text/csv in UTF-8 with a byte order mark." } }),
});
