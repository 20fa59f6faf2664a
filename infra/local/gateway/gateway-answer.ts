import type { ServerResponse } from "node:http";
import type { Outcome } from "../functions/invocation.ts";

/** An answer on its way out. */
export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
}

/** An answer that the gateway gives itself, in its own shape. */
export const gatewayAnswer = (
  status: number,
  message: string,
  headers: Record<string, string> = {},
): GatewayAnswer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify({ message }),
});

const mostAnswerBytes = 6 * 1024 * 1024;
const serverError = gatewayAnswer(500, "Internal Server Error");

interface FunctionAnswer {
  readonly statusCode?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly string[];
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
}

/** What a function's outcome means over HTTP (payload format 2.0). */
export const answerOf = (outcome: Outcome): GatewayAnswer => {
  if (!outcome.ok) return outcome.kind === "timeout" ? gatewayAnswer(503, "Service Unavailable") : serverError;
  if (Buffer.byteLength(outcome.payload) > mostAnswerBytes) return serverError;
  const answer = JSON.parse(outcome.payload) as FunctionAnswer | null | string | number;
  if (answer === null || typeof answer !== "object" || answer.statusCode === undefined) {
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: typeof answer === "string" ? answer : outcome.payload,
    };
  }
  const status = Number(answer.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return serverError;
  const { body } = answer;
  if (body !== undefined && body !== null && typeof body !== "string") return serverError;
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers[name.toLowerCase()] = String(value);
  if (answer.cookies !== undefined) headers["set-cookie"] = answer.cookies;
  const bytes = answer.isBase64Encoded === true ? Buffer.from(body ?? "", "base64") : (body ?? "");
  if (bytes.length > 0) headers["content-type"] ??= "text/plain;charset=UTF-8";
  return { status, headers, body: bytes };
};

/** Sends it. */
export const sendAnswer = (
  response: ServerResponse,
  { status, headers, body }: GatewayAnswer,
  more: Readonly<Record<string, string>> = {},
): void => {
  if (response.headersSent || response.destroyed) return;
  const bodiless = status === 204 || status === 304;
  const bytes = bodiless ? Buffer.alloc(0) : typeof body === "string" ? Buffer.from(body) : body;
  const { "content-length": _own, "transfer-encoding": _hop, connection: _hopToo, ...rest } = headers;
  response.writeHead(status, {
    ...(rest as Record<string, string>),
    ...more,
    ...(bodiless ? {} : { "content-length": bytes.length }),
  });
  response.end(bytes);
};
