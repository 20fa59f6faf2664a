import middy from "@middy/core";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type * as z from "zod";
import type { Actor } from "../../events/envelope.ts";
import { carriesIdentityNumber } from "../domain/subject/identity-number.ts";
import { InvalidCursor } from "../kernel/cursor.ts";
import type { RequestLog, RequestToken } from "../ports/requests.ts";
import type { Caller } from "../ports/agencies.ts";
import { identityOf, type VerifiedIdentity } from "./identity-claim.ts";
import { officerOf } from "./officer.ts";
import { type Answer, problemOf } from "./problem.ts";
import {
  type BorderRefusal,
  bytesOf,
  clientOf,
  correlationOf,
  header,
  type HttpEvent,
  type Parsed,
  parseRequest,
  versionOf,
} from "./request.ts";
import type { Route } from "./route.ts";
import type { Telemetry } from "./telemetry.ts";

/** What every guarded endpoint needs. Those that change something need the log of requests as well. */
export interface EndpointDeps {
  readonly telemetry: Telemetry;
  /** The agency that the register knows by an OAuth client. A scope alone never lets anyone act for an agency. */
  readonly recognise: (clientId: string) => Promise<Caller | undefined>;
  readonly requests?: RequestLog;
  /** A keyed hash; `like` makes it under the key of an older one, for comparing the two. */
  readonly digest?: (input: string | Uint8Array, like?: string) => Promise<string>;
  /**
   * Whether whatever these endpoints change is changed in the transaction that records the request, and nothing before it.
   * Then a repetition changes nothing, and the log is asked only once it was refused: one read less for each first request.
   */
  readonly requestsGuardThemselves?: true;
}

/** A parsed request with its caller. */
export interface Asked<P, Q, B> extends Parsed<P, Q, B> {
  readonly caller: Caller;
  readonly correlationId: string;
  readonly event: HttpEvent;
  /** Present where the route is idempotent. */
  readonly request: RequestToken;
  /** Present where the route asks for it. */
  readonly expectedVersion: number | "any";
  /** The officer named in `X-Officer` or in the body. */
  readonly officer: string | undefined;
  /** Who acts, with that officer. */
  readonly by: (officer?: string) => Actor;
}

export type Outcome = Answer | { readonly refusal: BorderRefusal; readonly headers?: Readonly<Record<string, string>> };
type Handle = (event: HttpEvent, correlationId: string) => Promise<Outcome & { readonly agencyId?: string }>;

/** One operation, bound to its contract. */
export interface Endpoint {
  readonly route: Route;
  readonly handle: Handle;
}

/** An operation that anyone may ask for. */
export const publicEndpoint = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  route: Route<P, Q, B>,
  answer: (asked: Parsed<z.output<P>, z.output<Q>, z.output<B>> & { readonly event: HttpEvent }) => Promise<Outcome>,
): Endpoint => ({
  route,
  handle: async (event) => {
    const parsed = parseRequest(route, event);
    return parsed.ok ? answer({ ...parsed.value, event }) : { refusal: parsed.refusal };
  },
});

/** An operation for a subject itself, known by the verified identity claim of its token and by nothing else. */
export const subjectEndpoint = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  route: Route<P, Q, B>,
  answer: (
    asked: Parsed<z.output<P>, z.output<Q>, z.output<B>> & {
      readonly identity: VerifiedIdentity;
      readonly event: HttpEvent;
      readonly correlationId: string;
    },
  ) => Promise<Outcome>,
): Endpoint => ({
  route,
  handle: async (event, correlationId) => {
    const identity = identityOf(event);
    if (!identity)
      return {
        refusal: {
          code: "identity.unverified",
          detail: "请先在统一身份认证平台完成实名认证 / the token carries no verified identity",
        },
      };
    const parsed = parseRequest(route, event);
    return parsed.ok ? answer({ ...parsed.value, identity, event, correlationId }) : { refusal: parsed.refusal };
  },
});

/**
 * An operation for a registered agency. Parses by the contract, knows the caller by the register, and answers a request
 * that was answered before with its first answer (the same key with another body is refused).
 */
export const endpoint = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  route: Route<P, Q, B>,
  deps: EndpointDeps,
  answer: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Outcome>,
): Endpoint => ({
  route,
  handle: async (event, correlationId) => {
    const clientId = clientOf(event);
    const caller = clientId === undefined ? undefined : await deps.recognise(clientId);
    if (!caller)
      return {
        refusal: {
          code: "agency.notRegistered",
          detail: "该客户端未登记单位 / no agency is registered for this client",
        },
      };
    const outcome = await answerOnce(route, deps, event, caller.clientId, (request) => {
      const parsed = parseRequest(route, event);
      if (!parsed.ok) return Promise.resolve({ refusal: parsed.refusal });
      const expectedVersion = versionOf(event);
      if (route.conditional === true && expectedVersion === undefined)
        return Promise.resolve({
          refusal: {
            code: "precondition.required",
            detail: "请在 If-Match 中给出记录的 ETag / give the ETag in If-Match",
          },
        });
      const named = officerOf(event, parsed.value.body);
      if (!named.ok) return Promise.resolve({ refusal: named.refusal });
      return answer({
        ...parsed.value,
        event,
        caller,
        correlationId,
        request,
        expectedVersion: expectedVersion ?? 0,
        officer: named.value,
        by: (officer = named.value) => ({
          agencyId: caller.agencyId,
          name: caller.name,
          clientId: caller.clientId,
          ...(officer === undefined ? {} : { officer }),
        }),
      });
    });
    return { ...outcome, agencyId: caller.agencyId };
  },
});

const noRequest: RequestToken = { clientId: "", key: "", digest: "" };

/** Answers a request once: the same key and body of the same client answer the first answer. */
export const answerOnce = async (
  route: Route,
  deps: Pick<EndpointDeps, "requests" | "digest" | "requestsGuardThemselves">,
  event: HttpEvent,
  clientId: string,
  answer: (request: RequestToken) => Promise<Outcome>,
): Promise<Outcome> => {
  if (!route.idempotent) return answer(noRequest);
  const { requests, digest } = deps;
  if (!requests || !digest) throw new Error(`${route.id} is idempotent and needs a log of requests`);
  const key = header(event, "idempotency-key")?.trim();
  if (!key)
    return {
      refusal: {
        code: "idempotencyKey.missing",
        detail: "请为每个请求给出唯一的 Idempotency-Key / give each request its own key",
      },
    };
  // It is kept with the answer, and a number of a person is kept nowhere.
  if (!/^[\x21-\x7e]{1,128}$/.test(key) || carriesIdentityNumber(key))
    return {
      refusal: {
        code: "idempotencyKey.invalid",
        detail: "1 至 128 个可见 ASCII 字符 / 1 to 128 visible ASCII characters",
      },
    };

  const asked = Buffer.concat([
    Buffer.from(
      [
        route.method,
        event.rawPath,
        event.rawQueryString,
        header(event, "content-type"),
        header(event, "if-match"),
        // The same act by another officer is another request.
        ...(header(event, "x-officer") === undefined ? [] : [header(event, "x-officer")]),
        "",
      ].join("\n"),
    ),
    bytesOf(event),
  ]);
  const request: RequestToken = { clientId, key, digest: await digest(asked) };
  const sameAs = async (first: string): Promise<boolean> => first === (await digest(asked, first));
  const seen = deps.requestsGuardThemselves ? undefined : await replay(requests, request, sameAs);
  if (seen) return seen;
  const outcome = await answer(request);
  // The same once more, or two at once: whatever the later one stumbles over was done by the first, and it answers the same.
  return "refusal" in outcome ? ((await replay(requests, request, sameAs)) ?? outcome) : outcome;
};

const replay = async (
  requests: RequestLog,
  request: RequestToken,
  sameAs: (digest: string) => Promise<boolean>,
): Promise<Outcome | undefined> => {
  const first = await requests.find(request.clientId, request.key);
  if (!first) return undefined;
  if (await sameAs(first.digest)) {
    const { status, body, headers } = first.answer;
    return { status, body, headers: { ...headers, "idempotency-replayed": "true" } };
  }
  return {
    refusal: {
      code: "request.keyReused",
      detail: "同一 Idempotency-Key 已用于不同内容,请换新 / the key was used with another body",
    },
  };
};

const thrown = (error: unknown): BorderRefusal =>
  error instanceof InvalidCursor
    ? { code: "cursor.invalid", detail: "请原样使用上一页返回的 next / use the next of the page before as it is" }
    : { code: "internal", detail: "请稍后以同一 Idempotency-Key 重试 / try again later with the same key" };

/** One function for the endpoints of a capability: finds the one asked for, answers problems, says what happened. */
export const serve = (telemetry: Telemetry, endpoints: readonly Endpoint[]) => {
  const byKey = new Map(endpoints.map((each) => [`${each.route.method} ${each.route.path}`, each]));
  return middy<HttpEvent, APIGatewayProxyStructuredResultV2>().handler(async (event) => {
    const started = performance.now();
    const correlationId = correlationOf(event);
    const found = byKey.get(event.routeKey);
    let outcome: Outcome & { readonly agencyId?: string };
    try {
      outcome = found
        ? await found.handle(event, correlationId)
        : { refusal: { code: "resource.unknown", detail: "没有该资源 / no such resource" } };
    } catch (error) {
      outcome = { refusal: thrown(error) };
      if (outcome.refusal.code === "internal") telemetry.broken(event.routeKey, error, correlationId);
    }
    const answer = "refusal" in outcome ? problemOf(outcome.refusal, event.rawPath) : outcome;
    const own = "refusal" in outcome ? outcome.headers : undefined;
    telemetry.request({
      route: event.routeKey,
      status: answer.status,
      ms: Math.round(performance.now() - started),
      correlationId,
      agencyId: outcome.agencyId,
      code: "refusal" in outcome ? outcome.refusal.code : undefined,
    });
    return {
      statusCode: answer.status,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
        "x-correlation-id": correlationId,
        ...answer.headers,
        ...own,
      },
      ...(answer.bytes ? { isBase64Encoded: true } : {}),
      body: answer.bytes
        ? Buffer.from(answer.bytes).toString("base64")
        : (answer.text ?? (answer.body === undefined ? "" : JSON.stringify(answer.body))),
    };
  });
};
