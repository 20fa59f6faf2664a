import {
  type PublicFinding,
  queryPublic,
  type QueryPublicDeps,
  readPublicEntry,
} from "../../shared/app/query-public.ts";
import { publicEndpoint, serve } from "../../shared/http/endpoint.ts";
import type { Answer } from "../../shared/http/problem.ts";
import { header, type HttpEvent } from "../../shared/http/request.ts";
import { getPublicEntry, queryPublicEntries } from "../../shared/http/routes/public.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";
import { publicEntryView, publicSummaryView } from "../../shared/http/views.ts";
import { derivedKey } from "../../shared/kernel/ids.ts";
import { secondsToMidnight, shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** GET /public/v1/entries…: what anyone may know. */
export const createHandler = (deps: QueryPublicDeps & { readonly telemetry: Telemetry }) =>
  serve(deps.telemetry, [
    publicEndpoint(queryPublicEntries, async ({ query, event }) => {
      const by = query.uscc === undefined ? { name: query.name ?? "" } : { uscc: query.uscc.trim().toUpperCase() };
      const finding = await queryPublic(deps, by);
      const listVersion = listVersionOf(finding);
      return cacheable(event, deps.now(), `"${listVersion}"`, {
        asOf: shanghaiInstant(deps.now()),
        listVersion,
        items: finding.found.flatMap(({ standing, shown }) => shown.map((entry) => publicSummaryView(standing, entry))),
      });
    }),
    publicEndpoint(getPublicEntry, async ({ params, event }) => {
      const entry = await readPublicEntry(deps, params.entryId);
      if (!entry.ok) return entry;
      const now = deps.now();
      const listVersion = derivedKey("public", shanghaiDate(now), entry.value.entryId, entry.value.version);
      const body = { asOf: shanghaiInstant(now), listVersion, ...publicEntryView(entry.value) };
      return cacheable(event, now, `"${listVersion}"`, body);
    }),
  ]);

/** Opaque: it changes when a subject's history or the day does, and with nothing else. */
const listVersionOf = ({ today, found }: PublicFinding): string =>
  derivedKey("public", today, ...found.flatMap(({ standing }) => [standing.subjectId, standing.seq]));

/** A minute in caches, and never past midnight: what ends today is not shown tomorrow. */
const cacheable = (event: HttpEvent, now: Date, etag: string, body: unknown): Answer => {
  const headers = { etag, "cache-control": `public, max-age=${Math.min(60, secondsToMidnight(now))}` };
  return matches(header(event, "if-none-match"), etag) ? { status: 304, headers } : { status: 200, body, headers };
};

/** Weak comparison with a list of ETags, or with `*` (RFC 9110 §13.1.2). */
const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? "").split(",").some((each) => each.trim() === "*" || each.trim().replace(/^W\//, "") === etag);
