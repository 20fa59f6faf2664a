import { type EntryAdvance, publishEntry, reportEntry } from "../../shared/app/advance-entry.ts";
import { submitEntry, type SubmitEntryDeps } from "../../shared/app/submit-entry.ts";
import { type Asked, endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import * as routes from "../../shared/http/routes/entries.ts";
import { entryView, etagOf } from "../../shared/http/views.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";
import type { RequestLog } from "../../shared/ports/requests.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Refusal } from "../../shared/domain/refusal.ts";

/** POST /v1/entries and the commands of an entry. */
export const createHandler = (deps: SubmitEntryDeps & EndpointDeps & { readonly requests: RequestLog }) => {
  const answerWith = (status: number) => (entry: Entry) => ({
    status,
    body: entryView(entry, shanghaiDate(deps.now())),
    headers: {
      etag: etagOf(entry),
      ...(status === 201 ? { location: `/v1/entries/${entry.entryId}` } : {}),
    },
  });

  type Commanded = Asked<{ entryId: string }, unknown, { officer?: string | undefined }>;
  const advance =
    (act: (deps: SubmitEntryDeps, advance: EntryAdvance) => Promise<Result<Entry, Refusal>>) =>
    async ({ params, body, caller, by, correlationId, request, expectedVersion }: Commanded): Promise<Outcome> => {
      const done = await act(deps, {
        entryId: params.entryId,
        caller,
        expectedVersion,
        by: by(body.officer),
        correlationId,
        request: { ...request, answerWith: answerWith(200) },
      });
      return done.ok ? answerWith(200)(done.value) : done;
    };

  return serve(deps.telemetry, [
    endpoint(routes.createEntry, deps, async ({ body, caller, by, correlationId, request }): Promise<Outcome> => {
      if (!caller.roles.includes("authority"))
        return { refusal: { code: "agency.role", detail: "仅认定单位可报送名单 / only authorities submit lists" } };
      const { report, officer, ...input } = body;
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
    endpoint(routes.reportEntry, deps, advance(reportEntry)),
    endpoint(routes.publishEntry, deps, advance(publishEntry)),
  ]);
};
