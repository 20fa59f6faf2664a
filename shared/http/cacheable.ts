import { secondsToMidnight } from "../kernel/local-date.ts";
import type { Answer } from "./problem.ts";
import { header, type HttpEvent } from "./request.ts";

/** A public answer: a minute in caches, and never past midnight, for what ends today is not shown tomorrow; 304 to who has it. */
export const cacheable = (event: HttpEvent, now: Date, etag: string, body: unknown): Answer => {
  const headers = { etag, "cache-control": `public, max-age=${Math.min(60, secondsToMidnight(now))}` };
  return matches(header(event, "if-none-match"), etag) ? { status: 304, headers } : { status: 200, body, headers };
};

/** Weak comparison with a list of ETags, or with `*` (RFC 9110 §13.1.2). */
const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? "").split(",").some((each) => each.trim() === "*" || each.trim().replace(/^W\//, "") === etag);
