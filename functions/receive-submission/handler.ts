import type { Actor } from "../../events/envelope.ts";
import { receiveSubmission, type ReceiveSubmissionDeps } from "../../shared/app/receive-submission.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { bytesOf, header, type HttpEvent, mediaType } from "../../shared/http/request.ts";
import { receiveSubmission as route } from "../../shared/http/routes/submissions.ts";

type FileForm = { readonly format: "json" | "csv"; readonly charset: "utf-8" | "gb18030" };

/** POST /v1/submissions: an agency hands in a file of rows. */
export const createHandler = (deps: ReceiveSubmissionDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(route, deps, async ({ event, query, caller, by, correlationId, request }): Promise<Outcome> => {
      if (!caller.roles.includes("authority"))
        return { refusal: { code: "agency.role", detail: "仅认定单位可报送名单 / only authorities submit lists" } };
      const form = formOf(event, query);
      if ("refusal" in form) return form;
      const bytes = bytesOf(event);
      if (form.format === "json" && !isJson(bytes))
        return {
          refusal: {
            code: "submission.unparsable",
            detail: "不是有效的 UTF-8 JSON / the body is not valid JSON in UTF-8",
          },
        };
      const officer: Actor = by();
      const received = await receiveSubmission(deps, {
        bytes,
        ...form,
        by: officer,
        correlationId,
        request: { ...request, answerWith: (submissionId) => ({ status: 202, body: { submissionId } }) },
      });
      return received.ok
        ? {
            status: 202,
            body: { submissionId: received.value },
            headers: { location: `/v1/submissions/${received.value}` },
          }
        : received;
    }),
  ]);

const formOf = (
  event: HttpEvent,
  query: { readonly format?: "csv" | undefined; readonly charset?: "utf-8" | "gb18030" | undefined },
): FileForm | Extract<Outcome, { refusal: unknown }> => {
  const type = mediaType(event);
  const declared = /charset=["']?([\w-]+)/i.exec(header(event, "content-type") ?? "")?.[1]?.toLowerCase();
  if (type === "application/json") return { format: "json", charset: "utf-8" };
  if (type === "text/csv" && (declared === undefined || declared === "utf-8") && query.charset !== "gb18030")
    return { format: "csv", charset: "utf-8" };
  if (type === "application/octet-stream" && query.format === "csv")
    return { format: "csv", charset: query.charset ?? "utf-8" };
  return {
    refusal: {
      code: "submission.mediaType",
      detail:
        "支持 application/json、text/csv(UTF-8)、application/octet-stream(须注明 format=csv 与 charset=gb18030)/ " +
        "send application/json, text/csv in UTF-8, or application/octet-stream with format=csv and charset=gb18030",
    },
  };
};

const isJson = (bytes: Buffer): boolean => {
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
};
