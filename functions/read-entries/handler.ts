import { listEntries, readEntry, type ReadEntriesDeps, readHistory } from "../../shared/app/read-entries.ts";
import { endpoint, type EndpointDeps, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import * as routes from "../../shared/http/routes/entries.ts";
import { entryView, etagOf } from "../../shared/http/views.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";

/** GET /v1/entries…: entries and histories for their authority, their provider and the office. */
export const createHandler = (deps: ReadEntriesDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(routes.getEntry, deps, async ({ params, caller }) => {
      const entry = await readEntry(deps, params.entryId, caller);
      if (!entry.ok) return entry;
      const body = entryView(entry.value, shanghaiDate(deps.now()));
      return { status: 200, body, headers: { etag: etagOf(entry.value) } };
    }),
    endpoint(routes.getEntryHistory, deps, async ({ params, caller }) => {
      const history = await readHistory(deps, params.entryId, caller);
      if (!history.ok) return history;
      const items = history.value.map(({ seq, type, version, at, by, policyVersion, data }) => ({
        seq,
        type,
        version,
        at,
        by,
        policyVersion,
        data,
      }));
      return { status: 200, body: { items, next: null } };
    }),
    endpoint(routes.listEntries, deps, async ({ query, caller, event }) => {
      const page = await listEntries(deps, query, caller);
      if (!page.ok) return page;
      const today = shanghaiDate(deps.now());
      return {
        status: 200,
        body: { items: page.value.items.map((entry) => entryView(entry, today)), next: page.value.next },
        headers: linkNext(event, page.value.next),
      };
    }),
  ]);
