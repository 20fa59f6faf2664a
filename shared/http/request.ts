import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import type * as z from "zod";
import { type FieldError, fieldErrors } from "../kernel/field-errors.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { BorderCode } from "./problem.ts";
import type { Route } from "./route.ts";

export type HttpEvent = APIGatewayProxyEventV2;
export type BorderRefusal = Omit<Refusal, "code"> & { readonly code: Refusal["code"] | BorderCode };

/** What a route's contract makes of a request. */
export interface Parsed<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** The body's bytes, however the gateway wrapped them. */
export const bytesOf = (event: HttpEvent): Buffer =>
  Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");

export const header = (event: HttpEvent, name: string): string | undefined => event.headers[name];

/** Parses path, query and JSON body by the route's contract. A path that fits no id is unknown, not wrong. */
export const parseRequest = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  route: Route<P, Q, B>,
  event: HttpEvent,
): Result<Parsed<z.output<P>, z.output<Q>, z.output<B>>, BorderRefusal> => {
  const params = route.params?.safeParse(event.pathParameters ?? {});
  if (params && !params.success)
    return refused({ code: "resource.unknown", detail: "没有该资源,请核对编号 / nothing has this id" });
  const query = route.query?.safeParse(event.queryStringParameters ?? {}, { reportInput: true });
  if (query && !query.success) return refused(invalid(fieldErrors(query.error)));
  const body = route.body && !route.rawBody ? parseBody(route.body, event) : accepted(undefined);
  if (!body.ok) return body;
  // Parts that the contract does not name are undefined, as its types say.
  return accepted({ params: params?.data, query: query?.data, body: body.value } as Parsed<
    z.output<P>,
    z.output<Q>,
    z.output<B>
  >);
};

const parseBody = (schema: z.ZodType, event: HttpEvent): Result<unknown, BorderRefusal> => {
  const type = mediaType(event);
  if (type !== "application/json")
    return refused({ code: "mediaType.unsupported", detail: "请以 application/json 提交 / send application/json" });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(event)));
  } catch {
    return refused({ code: "body.unparsable", detail: "不是有效的 UTF-8 JSON / the body is not valid JSON in UTF-8" });
  }
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success ? accepted(parsed.data) : refused(invalid(fieldErrors(parsed.error)));
};

export const mediaType = (event: HttpEvent): string =>
  (header(event, "content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

const invalid = (errors: readonly FieldError[]): BorderRefusal => ({
  code: "input.invalid",
  detail: "请按所列各项更正后重试 / mend the fields named and try again",
  errors,
});

/** The OAuth client that the gateway's authorizer verified. */
export const clientOf = (event: HttpEvent): string | undefined => {
  const { authorizer } = event.requestContext as Partial<APIGatewayProxyEventV2WithJWTAuthorizer["requestContext"]>;
  const claims = authorizer?.jwt.claims;
  const client = claims?.["client_id"] ?? claims?.["sub"];
  return typeof client === "string" ? client : undefined;
};

/** The scopes of the verified token. Issuers write them as one text, or as a list that the gateway turns into `[a b]`. */
export const scopesOf = (event: HttpEvent): readonly string[] => {
  const { authorizer } = event.requestContext as Partial<APIGatewayProxyEventV2WithJWTAuthorizer["requestContext"]>;
  const claims = authorizer?.jwt.claims;
  const scope = claims?.["scope"] ?? claims?.["scp"];
  return typeof scope === "string"
    ? scope
        .replaceAll(/[[\],]/g, " ")
        .trim()
        .split(/\s+/)
    : [];
};

/** What `If-Match` says where it need not be given; one that is no ETag of ours matches nothing. */
export const versionWhereGiven = (event: HttpEvent): number | undefined => {
  if (header(event, "if-match") === undefined) return undefined;
  const version = versionOf(event) ?? -1;
  return version === "any" ? undefined : version;
};

/** One id from the first answer to the last webhook: the client's own where it is harmless, else the gateway's. */
export const correlationOf = (event: HttpEvent): string => {
  const own = header(event, "x-correlation-id");
  // A long run of digits could be somebody's identity number.
  return own && /^[A-Za-z0-9_-]{8,64}$/.test(own) && !/\d{15}/.test(own) ? own : event.requestContext.requestId;
};

/** The version that `If-Match` names, or any that stands (`*`, RFC 9110 13.1.1); nothing when it is missing or none of ours. */
export const versionOf = (event: HttpEvent): number | "any" | undefined => {
  const asked = header(event, "if-match")?.trim() ?? "";
  if (asked === "*") return "any";
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(asked);
  return match ? Number(match[1]) : undefined;
};
