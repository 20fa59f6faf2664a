import type { IncomingMessage, ServerResponse } from "node:http";
import type { CapacityLedger } from "../functions/capacity-ledger.ts";
import type { MessageEngine } from "../engines/message-engine.ts";
import { gatewayAnswer, sendAnswer } from "../gateway/gateway-answer.ts";
import { readBody } from "../gateway/read-body.ts";
import type { OwnPaths } from "../gateway/server.ts";
import type { TokenIssuer } from "../gateway/token-issuer.ts";
import { parseInstant } from "../place/instant.ts";
import type { VirtualClock } from "../place/virtual-clock.ts";
import type { Scheduler } from "../sources/scheduler.ts";
import type { IdleWatch } from "./idle.ts";
import { redrive } from "./redrive.ts";

/** What the host's own paths reach. */
export interface OwnPathParts {
  readonly address: string;
  readonly clock: VirtualClock;
  readonly scheduler: Scheduler;
  readonly idle: IdleWatch;
  readonly ledger: CapacityLedger;
  readonly messages: MessageEngine;
  readonly tokens: TokenIssuer;
  /** Where Secrets Manager and KMS are played. */
  readonly secretsAndKeys: string;
  /** Where the DynamoDB engine is. */
  readonly tables: string;
}

interface OwnAnswer {
  readonly status: number;
  readonly body: object;
}

type OwnHandler = (body: string, request: IncomingMessage, variable: string) => Promise<OwnAnswer> | OwnAnswer;

const mostBodyBytes = 100_000;
const drainMs = 120_000;
const iso = (ms: number): string => new Date(ms).toISOString();
const ok = (body: object): OwnAnswer => ({ status: 200, body });
const problem = (status: number, code: string, title: string, detail: string): OwnAnswer => ({
  status,
  body: { type: `/problems/${code}`, title, status, detail },
});

/** `/_local/…`, the token endpoint and the issuer's documents: what no deployed platform has. */
export const ownPaths = (parts: OwnPathParts): OwnPaths => {
  const handlers = handlersOf(parts);
  return (request, response, path) => {
    if (!/^\/(_local|oauth2|\.well-known)\//.test(path)) return false;
    if (!fromHere(request)) {
      request.resume();
      sendAnswer(response, gatewayAnswer(403, "Forbidden"));
      return true;
    }
    const [, name = ""] = /^\/_local\/queues\/([^/]+)\/redrive$/.exec(path) ?? [];
    const handler = handlers.get(`${request.method} ${name === "" ? path : "/_local/queues/*/redrive"}`);
    void respond(handler, decodeURIComponent(name), request, response);
    return true;
  };
};

const respond = async (
  handler: OwnHandler | undefined,
  variable: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  let answer: OwnAnswer;
  try {
    const body = (await readBody(request, mostBodyBytes))?.toString("utf8");
    if (handler === undefined) return sendAnswer(response, gatewayAnswer(404, "Not Found"));
    answer = body === undefined ? problem(413, "too-large", "Too large", "") : await handler(body, request, variable);
  } catch (failure) {
    answer = problem(500, "internal", "The local host failed", (failure as Error).message);
  }
  const isProblem = "type" in answer.body && answer.status >= 400;
  sendAnswer(response, {
    status: answer.status,
    headers: {
      "content-type": isProblem ? "application/problem+json" : "application/json",
      "cache-control": "no-store",
    },
    body: JSON.stringify(answer.body),
  });
};

/** Only this machine, under its own name: not a page in a browser that somebody else wrote, nor a name bent to loopback. */
const fromHere = ({ headers, socket }: IncomingMessage): boolean => {
  const local = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
  const origin = headers.origin?.replace(/^https?:\/\//, "");
  return (
    /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? "") &&
    local.test(headers.host ?? "127.0.0.1") &&
    (origin === undefined || origin === headers.host)
  );
};

const handlersOf = (parts: OwnPathParts): Map<string, OwnHandler> => {
  const { address, clock, scheduler, idle, ledger, messages, tokens, secretsAndKeys, tables } = parts;
  return new Map<string, OwnHandler>([
    ["GET /_local/clock", () => ok({ now: iso(clock.now()) })],
    ["POST /_local/clock", (body) => advance(body, clock, scheduler)],
    [
      "POST /_local/drain",
      async () =>
        (await idle.settled(drainMs))
          ? ok({ idle: true, now: iso(clock.now()) })
          : problem(503, "not-idle", "Still busy", `After ${drainMs / 1000} s: ${idle.reasons().join("; ")}`),
    ],
    ["GET /_local/busy", () => ok({ idle: idle.isIdle(), reasons: idle.reasons() })],
    ["GET /_local/queues", () => ok(idle.depths())],
    [
      "POST /_local/queues/*/redrive",
      (_body, _request, name) => {
        const moved = redrive(messages, name);
        return moved === undefined
          ? problem(404, "unknown-queue", "Unknown queue", `${name} is no queue's dead-letter queue`)
          : ok({ moved });
      },
    ],
    ["GET /_local/secrets", () => ok({ endpoint: secretsAndKeys })],
    ["GET /_local/tables", () => ok({ endpoint: tables, now: iso(clock.now()) })],
    ["GET /_local/capacity", () => ok(ledger.report())],
    [
      "POST /_local/capacity/reset",
      () => {
        ledger.reset();
        return ok({});
      },
    ],
    ["POST /oauth2/token", (body, request) => tokens.answer(request.headers.authorization, new URLSearchParams(body))],
    ["GET /.well-known/jwks.json", () => ok(tokens.jwks)],
    [
      "GET /.well-known/openid-configuration",
      () =>
        ok({
          issuer: address,
          token_endpoint: `${address}/oauth2/token`,
          jwks_uri: `${address}/.well-known/jwks.json`,
          grant_types_supported: ["client_credentials"],
          token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
          response_types_supported: ["token"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
        }),
    ],
  ]);
};

const advance = async (body: string, clock: VirtualClock, scheduler: Scheduler): Promise<OwnAnswer> => {
  let target: number | undefined;
  try {
    target = parseInstant((JSON.parse(body) as { advanceTo?: unknown } | null)?.advanceTo);
  } catch {
    target = undefined;
  }
  if (target === undefined) {
    return problem(400, "bad-instant", "Bad instant", 'The body must be {"advanceTo": RFC 3339 instant or YYYY-MM-DD}');
  }
  if (target < clock.now()) {
    return problem(400, "clock-backwards", "The clock goes forward only", `It is already ${iso(clock.now())}`);
  }
  const { fired, idle } = await scheduler.advanceTo(target);
  return ok({ now: iso(clock.now()), fired, ...(idle ? {} : { idle }) });
};
