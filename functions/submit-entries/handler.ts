import { citeEvidence, type CiteEvidenceDeps } from "../../shared/app/evidence/cite-evidence.ts";
import { submitEntry, type SubmitEntryDeps } from "../../shared/app/entry/submit-entry.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { createEntry } from "../../shared/http/routes/entries.ts";
import { entryView, etagOf } from "../../shared/http/views.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";
import type { RequestLog } from "../../shared/ports/requests.ts";

/** POST /v1/entries: one listing, proposed or determined elsewhere. */
export const createHandler = (
  deps: SubmitEntryDeps & CiteEvidenceDeps & EndpointDeps & { readonly requests: RequestLog },
) => {
  const answerWith = (status: number) => (entry: Entry) => ({
    status,
    body: entryView(entry, shanghaiDate(deps.now())),
    headers: {
      etag: etagOf(entry),
      ...(status === 201 ? { location: `/v1/entries/${entry.entryId}` } : {}),
    },
  });

  return serve(deps.telemetry, [
    endpoint(createEntry, deps, async ({ body, caller, by, correlationId, request }): Promise<Outcome> => {
      if (!caller.roles.includes("authority"))
        return { refusal: { code: "agency.role", detail: "仅认定单位可报送名单 / only authorities submit lists" } };
      const cited = await citeEvidence(deps, body, caller.agencyId);
      if (!cited.ok) return cited;
      const { report, officer, ...input } = cited.value;
      const submitted = await submitEntry(deps, {
        input,
        report,
        by: by(officer),
        correlationId,
        request: { ...request, answerWith: answerWith(201) },
      });
      if (!submitted.ok) return submitted;
      const { entry, created } = submitted.value;
      if (created) return answerWith(201)(entry);
      // Nothing changed, and it is remembered all the same: the key stands for this body from now on.
      const answer = answerWith(200)(entry);
      const first = await deps.requests.record({ ...request, answer, at: deps.now() });
      return first ? answer : { refusal: { code: "request.seen", detail: "该请求已受理 / answered before" } };
    }),
  ]);
};
