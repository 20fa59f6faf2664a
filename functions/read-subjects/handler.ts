import type { OpenEntryDeps } from "../../shared/app/entry/open-entry.ts";
import { openSubject, openSubjectHistory } from "../../shared/app/subject/open-subject.ts";
import { readSubject, readSubjectHistory, type ReadSubjectsDeps } from "../../shared/app/subject/read-subjects.ts";
import { endpoint, type EndpointDeps, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import { purposeOf } from "../../shared/http/purpose.ts";
import * as routes from "../../shared/http/routes/subjects.ts";
import { historyView, listVersionOf, subjectPageView } from "../../shared/http/views.ts";
import { shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** GET /v1/subjects…: where a subject stands or stood, and how it came there. */
export const createHandler = (deps: ReadSubjectsDeps & OpenEntryDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(routes.getSubject, deps, async ({ params, query, caller, event, correlationId }) => {
      const reading = purposeOf(event);
      if (!reading.ok) return reading;
      const read = await readSubject(deps, params.subjectId, caller, query.asOf ? new Date(query.asOf) : undefined);
      if (!read.ok) return read;
      const opened = await openSubject(deps, read.value, { ...reading.value, caller, correlationId });
      if (!opened.ok) return opened;
      const { standing, entries, references, asOf } = opened.value;
      return {
        status: 200,
        body: {
          asOf: shanghaiInstant(asOf),
          listVersion: listVersionOf("subject", shanghaiDate(asOf), [standing]),
          subject: subjectPageView(standing),
          entries,
          references,
        },
      };
    }),
    endpoint(routes.getSubjectHistory, deps, async ({ params, query, caller, event, correlationId }) => {
      const reading = purposeOf(event);
      if (!reading.ok) return reading;
      const page = await readSubjectHistory(deps, params.subjectId, caller, query);
      if (!page.ok) return page;
      const opened = await openSubjectHistory(deps, page.value, { ...reading.value, caller, correlationId });
      if (!opened.ok) return opened;
      const { items, next } = opened.value;
      return { status: 200, body: { items: items.map(historyView), next }, headers: linkNext(event, next) };
    }),
  ]);
