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
import { etagOf, publicEntryView, publicSummaryView } from "../../shared/http/views.ts";
import { derivedKey } from "../../shared/kernel/ids.ts";
import { shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** GET /public/v1/entries…: what anyone may know. */
export const createHandler = (deps: QueryPublicDeps & { readonly telemetry: Telemetry }) =>
  serve(deps.telemetry, [
    publicEndpoint(queryPublicEntries, async ({ query, event }) => {
      const by = query.uscc === undefined ? { name: query.name ?? "" } : { uscc: query.uscc.trim().toUpperCase() };
      const finding = await queryPublic(deps, by);
      const listVersion = listVersionOf(finding);
      return cacheable(event, `"${listVersion}"`, {
        asOf: shanghaiInstant(deps.now()),
        listVersion,
        items: finding.found.flatMap(({ standing, shown }) => shown.map((entry) => publicSummaryView(standing, entry))),
      });
    }),
    publicEndpoint(getPublicEntry, async ({ params, event }) => {
      const entry = await readPublicEntry(deps, params.entryId);
      return entry.ok ? cacheable(event, etagOf(entry.value), publicEntryView(entry.value)) : entry;
    }),
  ]);

/** Opaque: it changes when a subject's history or the day does, and with nothing else. */
const listVersionOf = ({ today, found }: PublicFinding): string =>
  derivedKey("public", today, ...found.flatMap(({ standing }) => [standing.subjectId, standing.seq]));

/** A minute in caches; a restriction that ended may be seen for no longer than that. */
const cacheable = (event: HttpEvent, etag: string, body: unknown): Answer => {
  const headers = { etag, "cache-control": "public, max-age=60" };
  return header(event, "if-none-match") === etag ? { status: 304, headers } : { status: 200, body, headers };
};
