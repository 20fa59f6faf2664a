import type { QueryLimit } from "../domain/subject/query-limit.ts";

/** A token bucket for each caller. */
export interface QueryLimiter {
  /** Takes a token. Gives the seconds to wait where there is none. */
  readonly take: (caller: string, limit: QueryLimit) => Promise<{ readonly retryAfter: number } | undefined>;
}
