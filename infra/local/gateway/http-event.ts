import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { place } from "../assembly/local-names.ts";

/** A request as a function behind an HTTP API gets it (payload format 2.0). */
export interface HttpEvent {
  readonly version: "2.0";
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly requestContext: object;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** What the gateway knows beside the request itself. */
export interface RequestFacts {
  readonly requestId: string;
  readonly routeKey: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Claims and scopes of the verified token, on routes that ask for one. */
  readonly jwt:
    { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null } | undefined;
  readonly now: number;
}

/** Shapes the event. */
export const httpEvent = (request: IncomingMessage, body: Buffer, facts: RequestFacts): HttpEvent => {
  const { rawPath, rawQueryString } = splitTarget(request.url ?? "/");
  const { cookie, ...headers } = singleHeaders(request.headers);
  const query = queryOf(rawQueryString);
  const textual = isText(headers["content-type"]);
  return {
    version: "2.0",
    routeKey: facts.routeKey,
    rawPath: decodedPath(rawPath),
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    ...(Object.keys(facts.parameters).length === 0 ? {} : { pathParameters: facts.parameters }),
    requestContext: {
      accountId: place.account,
      apiId: "local",
      ...(facts.jwt === undefined ? {} : { authorizer: { jwt: facts.jwt } }),
      domainName: headers["host"] ?? "",
      domainPrefix: (headers["host"] ?? "").split(".")[0],
      http: {
        method: request.method,
        path: decodedPath(rawPath),
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: (request.socket.remoteAddress ?? "").replace("::ffff:", ""),
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: facts.requestId,
      routeKey: facts.routeKey,
      stage: "$default",
      time: clfTime(facts.now),
      timeEpoch: Math.floor(facts.now),
    },
    // Bytes that are not UTF-8 come out damaged, here as there.
    ...(body.length === 0 ? {} : { body: textual ? body.toString("utf8") : body.toString("base64") }),
    isBase64Encoded: body.length > 0 && !textual,
  };
};

/** The path and the query of a request target, as they came. */
export const splitTarget = (target: string): { rawPath: string; rawQueryString: string } => {
  const path = target.startsWith("http") ? target.replace(/^https?:\/\/[^/]*/, "") : target;
  const mark = path.indexOf("?");
  return mark < 0
    ? { rawPath: path, rawQueryString: "" }
    : { rawPath: path.slice(0, mark), rawQueryString: path.slice(mark + 1) };
};

const decodedPath = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

const singleHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(",") : value]],
    ),
  );

const queryOf = (query: string): Record<string, string> => {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(values);
};

const isText = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^(text\/|application\/(json|javascript|xml)\s*(;|$))/i.test(contentType.trim());

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const clfTime = (now: number): string => {
  const [date = "", time = ""] = new Date(now).toISOString().slice(0, 19).split("T");
  const [year = "", month = "", day = ""] = date.split("-");
  return `${day}/${months[Number(month) - 1] ?? ""}/${year}:${time} +0000`;
};
