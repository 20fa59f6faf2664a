import { listSuperiorNotices, type SuperiorNoticesDeps } from "../../shared/app/entry/list-superior-notices.ts";
import { listedEntry, openEntry, type OpenEntryDeps, openHistory } from "../../shared/app/entry/open-entry.ts";
import { listEntries, readEntry, type ReadEntriesDeps, readHistory } from "../../shared/app/entry/read-entries.ts";
import { listComplaints, readComplaint } from "../../shared/app/objection/complaints.ts";
import { listObjections, readObjection, type ReadObjectionsDeps } from "../../shared/app/objection/read-objections.ts";
import { namesInHistory, showEntry } from "../../shared/app/entry/show-entry.ts";
import { endpoint, type EndpointDeps, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import { purposeOf } from "../../shared/http/purpose.ts";
import { listedObjectionView, objectionView, versionTag } from "../../shared/http/objection-views.ts";
import * as routes from "../../shared/http/routes/entries.ts";
import * as objections from "../../shared/http/routes/objections.ts";
import { entryView, etagOf, historyView, publicEntryView } from "../../shared/http/views.ts";
import { derivedKey } from "../../shared/kernel/ids.ts";
import type { ReadRepairsDeps } from "../../shared/app/repair/read-repairs.ts";
import { shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";
import { accepted } from "../../shared/kernel/result.ts";
import { repairEndpoints } from "./repairs.ts";
import type { ComplaintReader } from "../../shared/ports/objections.ts";

interface ComplaintReads {
  readonly complaints: ComplaintReader;
}

/** GET /v1/entries…, /v1/objections…, /v1/complaints…: for those whom they concern, and the office. */
export const createHandler = (
  deps: ReadEntriesDeps &
    OpenEntryDeps &
    SuperiorNoticesDeps &
    ReadObjectionsDeps &
    ReadRepairsDeps &
    ComplaintReads &
    EndpointDeps,
) =>
  serve(deps.telemetry, [
    endpoint(routes.getEntry, deps, async ({ params, query, caller, event, correlationId }) => {
      const reading = purposeOf(event);
      if (!reading.ok) return reading;
      const asOf = query.asOf === undefined ? undefined : new Date(query.asOf);
      const shown = await showEntry(deps, params.entryId, caller, asOf);
      if (!shown.ok) return shown;
      const { entry, as } = shown.value;
      const now = deps.now();
      const at = asOf ?? now;
      const asked = { ...reading.value, caller, correlationId };
      // What is public of a person is masked, and open to everybody.
      const opened = as === "own" ? await openEntry(deps, entry, asked) : accepted(entry);
      if (!opened.ok) return opened;
      const body = {
        ...(as === "own"
          ? entryView(opened.value, shanghaiDate(at))
          : publicEntryView(entry, await namesInHistory(deps, entry), deps.masksOn(shanghaiDate(now)))),
        asOf: shanghaiInstant(at),
        listVersion: derivedKey("entry", shanghaiDate(at), entry.entryId, entry.version),
      };
      return { status: 200, body, ...(asOf ? {} : { headers: { etag: etagOf(entry) } }) };
    }),
    endpoint(routes.getEntryHistory, deps, async ({ params, caller, event, correlationId }) => {
      const reading = purposeOf(event);
      if (!reading.ok) return reading;
      const entry = await readEntry(deps, params.entryId, caller);
      if (!entry.ok) return entry;
      const events = await readHistory(deps, params.entryId, caller);
      if (!events.ok) return events;
      const asked = { ...reading.value, caller, correlationId };
      const history = await openHistory(deps, entry.value, events.value, asked);
      if (!history.ok) return history;
      return { status: 200, body: { items: history.value.map(historyView), next: null } };
    }),
    endpoint(routes.listEntries, deps, async ({ query, caller, event, correlationId }) => {
      const reading = purposeOf(event);
      if (!reading.ok) return reading;
      const page = await listEntries(deps, query, { ...reading.value, caller, correlationId });
      if (!page.ok) return page;
      const today = shanghaiDate(deps.now());
      return {
        status: 200,
        body: {
          items: page.value.items.map((entry) => entryView(listedEntry(deps, entry), today)),
          next: page.value.next,
        },
        headers: linkNext(event, page.value.next),
      };
    }),
    endpoint(routes.listSuperiorNotices, deps, async ({ query, caller, event }) => {
      const page = await listSuperiorNotices(deps, caller, query);
      return { status: 200, body: page, headers: linkNext(event, page.next) };
    }),
    ...repairEndpoints(deps),
    endpoint(objections.getObjection, deps, async ({ params, caller, event, correlationId }) => {
      const reading = purposeOf(event);
      if (!reading.ok) return reading;
      const read = await readObjection(deps, params.objectionId, { ...reading.value, caller, correlationId });
      if (!read.ok) return read;
      const { objection, status } = read.value;
      const body = objectionView(objection, status, shanghaiDate(deps.now()));
      return { status: 200, body, headers: { etag: versionTag(objection) } };
    }),
    endpoint(objections.listObjections, deps, async ({ query, caller, event }) => {
      const { items, next } = await listObjections(deps, caller, query);
      const today = shanghaiDate(deps.now());
      const body = { items: items.map((each) => listedObjectionView(each.objection, each.status, today)), next };
      return { status: 200, body, headers: linkNext(event, next) };
    }),
    endpoint(objections.getComplaint, deps, async ({ params, caller, event, correlationId }) => {
      const reading = purposeOf(event);
      if (!reading.ok) return reading;
      const read = await readComplaint(deps, params.complaintId, { ...reading.value, caller, correlationId });
      return read.ok ? { status: 200, body: read.value, headers: { etag: versionTag(read.value) } } : read;
    }),
    endpoint(objections.listComplaints, deps, async ({ query, caller, event }) => {
      const page = await listComplaints(deps, caller, query);
      return { status: 200, body: page, headers: linkNext(event, page.next) };
    }),
  ]);
