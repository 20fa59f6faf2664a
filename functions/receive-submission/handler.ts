import type { SubmissionKind } from "../../events/vocabulary.ts";
import {
  receiveSubmission,
  type ReceiveSubmissionDeps,
  receiveUpload,
} from "../../shared/app/submission/receive-submission.ts";
import { mayHandIn } from "../../shared/app/submission/submission-kinds.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { type BorderRefusal, bytesOf, header, type HttpEvent, mediaType, scopesOf } from "../../shared/http/request.ts";
import { kindScopes } from "../../shared/http/route.ts";
import { receiveSubmission as route } from "../../shared/http/routes/submissions.ts";
import { uploadedFile, xlsxType } from "../../shared/http/schemas.ts";

interface Query {
  readonly format?: "csv" | "json" | "xlsx" | undefined;
  readonly charset?: "utf-8" | "gb18030" | undefined;
}
type Problem = Extract<Outcome, { refusal: unknown }>;
type FileForm = { readonly format: "json" | "csv" | "xlsx"; readonly charset: "utf-8" | "gb18030" };

/** POST /v1/submissions: an agency hands in a file of rows, in the request or uploaded before. */
export const createHandler = (deps: ReceiveSubmissionDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(route, deps, async ({ event, query, caller, by, correlationId, request }): Promise<Outcome> => {
      const barred = mayHandIn(query.kind, caller) ?? scopeFault(event, query.kind);
      if (barred) return { refusal: barred };
      const form = formOf(event, query);
      if ("refusal" in form) return form;
      const bytes = bytesOf(event);
      const uploaded = form.format === "json" ? uploadOf(bytes) : undefined;
      if (uploaded && "refusal" in uploaded) return uploaded;
      const handed = {
        kind: query.kind,
        by: by(),
        correlationId,
        request: {
          ...request,
          answerWith: (submissionId: string) => ({ status: 202, body: { submissionId } }),
        },
      };
      const received = uploaded
        ? await receiveUpload(deps, {
            ...handed,
            uploadId: uploaded.uploadId,
            format: query.format,
            charset: query.charset ?? "utf-8",
          })
        : await receiveSubmission(deps, { ...handed, ...form, bytes });
      return received.ok
        ? {
            status: 202,
            body: { submissionId: received.value },
            headers: { location: `/v1/submissions/${received.value}` },
          }
        : received;
    }),
  ]);

/** The route lets in whoever may hand in some kind; each kind wants the scope of its own. */
const scopeFault = (event: HttpEvent, kind: SubmissionKind): BorderRefusal | undefined =>
  kindScopes[kind].some((scope) => scopesOf(event).includes(scope))
    ? undefined
    : {
        code: "scope.missing",
        detail: `该类报送须有 ${kindScopes[kind].join(" / ")} 权限 / this kind needs one of these scopes`,
      };

const formOf = (event: HttpEvent, query: Query): FileForm | Problem => {
  const type = mediaType(event);
  const declared = /charset=["']?([\w-]+)/i.exec(header(event, "content-type") ?? "")?.[1]?.toLowerCase();
  if (type === "application/json") return { format: "json", charset: "utf-8" };
  if (type === "text/csv" && (declared === undefined || declared === "utf-8") && query.charset !== "gb18030")
    return { format: "csv", charset: "utf-8" };
  if (type === xlsxType) return { format: "xlsx", charset: "utf-8" };
  if (type === "application/octet-stream" && query.format === "csv")
    return { format: "csv", charset: query.charset ?? "utf-8" };
  return {
    refusal: {
      code: "submission.mediaType",
      detail:
        "支持 application/json、text/csv(UTF-8)、XLSX、application/octet-stream(须注明 format=csv 与 charset=gb18030)/ " +
        "send application/json, text/csv in UTF-8, XLSX, or application/octet-stream with format=csv and charset=gb18030",
    },
  };
};

/** The upload that a JSON body names; nothing where it is the rows themselves. */
const uploadOf = (bytes: Buffer): { readonly uploadId: string } | Problem | undefined => {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return {
      refusal: { code: "submission.unparsable", detail: "不是有效的 UTF-8 JSON / the body is not valid JSON in UTF-8" },
    };
  }
  if (typeof body !== "object" || body === null || !("uploadId" in body)) return undefined;
  const named = uploadedFile.safeParse(body);
  if (named.success) return named.data;
  return {
    refusal: {
      code: "input.invalid",
      detail: "uploadId 须单独给出,形如 upl_… / give uploadId alone, as POST /v1/uploads answered it",
      errors: [{ field: "uploadId", code: "invalid", detail: "请使用 POST /v1/uploads 的返回值 / as it was answered" }],
    },
  };
};
