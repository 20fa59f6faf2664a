import { listEntries, type ReadEntriesDeps, readHistory } from "../../shared/app/read-entries.ts";
import { showEntry } from "../../shared/app/show-entry.ts";
import { endpoint, type EndpointDeps, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import * as routes from "../../shared/http/routes/entries.ts";
import { entryView, etagOf, historyView, publicEntryView } from "../../shared/http/views.ts";
import { derivedKey } from "../../shared/kernel/ids.ts";
import { shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** GET /v1/entries…: entries and histories for their authority, their provider and the office. */
export const createHandler = (deps: ReadEntriesDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(routes.getEntry, deps, async ({ params, query, caller }) => {
      const asOf = query.asOf === undefined ? undefined : new Date(query.asOf);
      const read = await showEntry(deps, params.entryId, caller, asOf);
      if (!read.ok) return read;
      const { entry, as } = read.value;
      const at = asOf ?? deps.now();
      const body = {
        ...(as === "public" ? publicEntryView(entry) : entryView(entry, shanghaiDate(at))),
        asOf: shanghaiInstant(at),
        listVersion: derivedKey("entry", shanghaiDate(at), entry.entryId, entry.version),
      };
      return { status: 200, body, ...(asOf ? {} : { headers: { etag: etagOf(entry) } }) };
    }),
    endpoint(routes.getEntryHistory, deps, async ({ params, caller }) => {
      const history = await readHistory(deps, params.entryId, caller);
      if (!history.ok) return history;
      return { status: 200, body: { items: history.value.map(historyView), next: null } };
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
