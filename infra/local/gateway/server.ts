import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { StartRefused } from "../place/start-refused.ts";
import type { VirtualClock } from "../place/virtual-clock.ts";
import type { Api, RouteTarget } from "./api-routes.ts";
import { answerOf, type GatewayAnswer, gatewayAnswer, sendAnswer } from "./gateway-answer.ts";
import { httpEvent, splitTarget } from "./http-event.ts";
import { readBody } from "./read-body.ts";
import type { RouteMatch } from "./route-table.ts";
import type { TokenIssuer, VerifiedToken } from "./token-issuer.ts";

/** Serves the host's own paths; false when the path is none of them. */
export type OwnPaths = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

/** What answers requests, once everything is up. */
export interface GatewayParts {
  readonly api: Api;
  readonly tokens: TokenIssuer;
  readonly clock: VirtualClock;
  readonly own: OwnPaths;
}

/** The listening gateway. */
export interface Gateway {
  readonly port: number;
  /** From here on requests are answered; until then they get 503. */
  open(parts: GatewayParts): void;
  stop(): Promise<void>;
}

const mostRequestBytes = 10 * 1024 * 1024;
const mostEventBytes = 6 * 1024 * 1024;
const graceMs = 1000;

/** Listens on loopback; a taken port is one clear line. */
export const listenGateway = async (port: number): Promise<Gateway> => {
  let parts: GatewayParts | undefined;
  const server: Server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
    if (parts === undefined) return sendAnswer(response, gatewayAnswer(503, "Service Unavailable"));
    serve(parts, request, response).catch((problem: Error) => {
      if (!request.destroyed) console.error(`The gateway failed: ${problem.stack ?? problem.message}`);
      sendAnswer(response, gatewayAnswer(500, "Internal Server Error"));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (problem: NodeJS.ErrnoException) => {
      const taken = problem.code === "EADDRINUSE";
      reject(
        new StartRefused(
          taken
            ? `Port ${port} is in use: choose another with --port`
            : `Port ${port} cannot be used: ${problem.message}`,
        ),
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    open: (given) => (parts = given),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), graceMs).unref();
      }),
  };
};

const serve = async (parts: GatewayParts, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const requestId = randomUUID();
  const { rawPath } = splitTarget(request.url ?? "/");
  if (parts.own(request, response, rawPath)) return;
  const preflight = parts.api.cors.preflight(request);
  const more = { "apigw-requestid": requestId, ...parts.api.cors.headers(request) };
  if (preflight !== undefined) {
    request.resume();
    return sendAnswer(response, { status: 204, headers: preflight, body: "" }, { "apigw-requestid": requestId });
  }
  sendAnswer(response, await handle(parts, request, requestId, rawPath), more);
};

const handle = async (
  { api, tokens, clock }: GatewayParts,
  request: IncomingMessage,
  requestId: string,
  rawPath: string,
): Promise<GatewayAnswer> => {
  const refuse = (answer: GatewayAnswer): GatewayAnswer => {
    request.resume();
    return answer;
  };
  const match = api.routes.find(request.method ?? "", rawPath);
  if (match === undefined) return refuse(gatewayAnswer(404, "Not Found"));
  if (Number(request.headers["content-length"] ?? 0) > mostRequestBytes) return refuse(tooLarge);
  const token = await authorize(match, request, tokens);
  if (token === "unauthorized") return refuse(gatewayAnswer(401, "Unauthorized", { "www-authenticate": "Bearer" }));
  if (token === "forbidden") return refuse(gatewayAnswer(403, "Forbidden"));
  if (!match.target.bucket.take(performance.now())) return refuse(gatewayAnswer(429, "Too Many Requests"));
  let body: Buffer | undefined;
  try {
    body = await readBody(request, mostRequestBytes);
  } catch {
    return gatewayAnswer(400, "Bad Request");
  }
  if (body === undefined) return tooLarge;
  const scopes = match.target.scopes === undefined || match.target.scopes.length === 0 ? null : token.scopes;
  const event = JSON.stringify(
    httpEvent(request, body, {
      requestId,
      routeKey: match.routeKey,
      parameters: match.parameters,
      jwt: match.target.scopes === undefined ? undefined : { claims: token.claims, scopes },
      now: clock.now(),
    }),
  );
  if (Buffer.byteLength(event) > mostEventBytes) return tooLarge;
  return answerOf(await match.target.pool.invoke(event));
};

const tooLarge = gatewayAnswer(413, "Request Entity Too Large");
const anonymous: VerifiedToken = { claims: {}, scopes: [] };

const authorize = async (
  { target: { scopes } }: RouteMatch<RouteTarget>,
  request: IncomingMessage,
  tokens: TokenIssuer,
): Promise<VerifiedToken | "unauthorized" | "forbidden"> => {
  if (scopes === undefined) return anonymous;
  const [, bearer] = /^(?:Bearer\s+)?(\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  const token = bearer === undefined ? undefined : await tokens.verify(bearer);
  if (token === undefined) return "unauthorized";
  return scopes.length === 0 || scopes.some((scope) => token.scopes.includes(scope)) ? token : "forbidden";
};
