import type * as z from "zod";
import type { SubmissionKind } from "../../events/vocabulary.ts";

/** OAuth scopes. A scope opens a door; who may pass is decided by the agency register (SPEC "Who acts"). */
export const scopes = {
  submit: "xinheng/submit",
  read: "xinheng/read",
  respond: "xinheng/respond",
  screen: "xinheng/screen",
  office: "xinheng/office",
  /** A subject, about itself: its token carries a verified identity. */
  me: "xinheng/me",
} as const;
export type Scope = (typeof scopes)[keyof typeof scopes];

/** The scopes of which each kind of rows wants one; their route lets in whoever has any of them. */
export const kindScopes: Readonly<Record<SubmissionKind, readonly Scope[]>> = {
  listEntries: [scopes.submit],
  externalEntries: [scopes.office],
  entryCommands: [scopes.submit, scopes.office],
  feedback: [scopes.respond],
  penalties: [scopes.submit],
  permits: [scopes.submit],
  acts: [scopes.submit],
};

/** One HTTP operation: what infra routes, what the function parses, what the OpenAPI document says. */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT";
  /** API Gateway form: `/v1/entries/{entryId}`. */
  readonly path: string;
  /** The folder under `functions/` that serves it. */
  readonly servedBy: string;
  /** Any one of these scopes opens the route; `null` makes it public. */
  readonly scopes: readonly Scope[] | null;
  /** Requests per second and burst that the gateway admits for this route. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  /** JSON body. Routes that take files read the raw bytes instead. */
  readonly body?: B;
  readonly rawBody?: boolean;
  /** Whether an `Idempotency-Key` is required. */
  readonly idempotent?: boolean;
  /** Whether an `If-Match` is required (428 without), or compared where it is given. */
  readonly conditional?: true | "whereGiven";
  /** What it answers, for the OpenAPI document alone: made when asked for, so that no other function builds it. */
  readonly answers: () => Readonly<Record<number, { readonly description: string; readonly schema?: z.ZodType }>>;
}

/** What the body of a route's request parses to. */
export type BodyOf<R> = R extends Route<infer _P, infer _Q, infer B> ? z.output<B> : never;

/** Fixes a route's schema types while it is declared. */
export const route = <
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(
  contract: Route<P, Q, B>,
): Route<P, Q, B> => contract;
