import { advanceEntry, type EntryAct } from "../../shared/app/advance-entry.ts";
import { citeEvidence, type CiteEvidenceDeps } from "../../shared/app/cite-evidence.ts";
import type { ComplaintsDeps } from "../../shared/app/complaints.ts";
import * as contest from "../../shared/app/contest-acts.ts";
import * as acts from "../../shared/app/entry-acts.ts";
import type { AdvanceRepairDeps } from "../../shared/app/advance-repair.ts";
import { submitEntry, type SubmitEntryDeps } from "../../shared/app/submit-entry.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import * as routes from "../../shared/http/routes/entries.ts";
import { stayEntry } from "../../shared/http/routes/objections.ts";
import { entryView, etagOf } from "../../shared/http/views.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";
import type { BodyOf } from "../../shared/http/route.ts";
import type { RequestLog } from "../../shared/ports/requests.ts";
import { objectionEndpoints } from "./objections.ts";
import { repairEndpoints } from "./repairs.ts";

/** POST /v1/entries, the commands of an entry, its repair, objections to it, and complaints. */
export const createHandler = (
  deps: SubmitEntryDeps &
    CiteEvidenceDeps &
    AdvanceRepairDeps &
    EndpointDeps &
    Pick<ComplaintsDeps, "complaints"> & {
      readonly requests: RequestLog;
    },
) => {
  const answerWith = (status: number) => (entry: Entry) => ({
    status,
    body: entryView(entry, shanghaiDate(deps.now())),
    headers: {
      etag: etagOf(entry),
      ...(status === 201 ? { location: `/v1/entries/${entry.entryId}` } : {}),
    },
  });

  /** A command of an entry: its body makes the act. */
  const command = <R extends routes.EntryCommandRoute>(route: R, actOf: (body: BodyOf<R>) => EntryAct) =>
    endpoint(
      route,
      deps,
      async ({ params, body, caller, by, correlationId, request, expectedVersion }): Promise<Outcome> => {
        const cited = await citeEvidence(deps, body, caller.agencyId);
        if (!cited.ok) return cited;
        const done = await advanceEntry(deps, actOf(cited.value as BodyOf<R>), {
          entryId: params.entryId,
          caller,
          expectedVersion,
          by: by(body.officer),
          correlationId,
          request: { ...request, answerWith: answerWith(200) },
        });
        return done.ok ? answerWith(200)(done.value) : done;
      },
    );

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
    command(routes.servePriorNotice, (notice) => acts.servePriorNotice(notice)),
    command(routes.recordStatement, (body) =>
      "answer" in body ? acts.answerStatement(body) : acts.recordStatement(body),
    ),
    command(routes.openPublicNotice, (notice) => acts.openPublicNotice(notice)),
    command(routes.determineEntry, (determination) => acts.determineEntry(determination)),
    command(routes.reportEntry, () => acts.reportEntry),
    command(routes.publishEntry, () => acts.publishEntry),
    command(routes.notifySuperiorUnit, (letter) => acts.notifySuperiorUnit(letter)),
    command(routes.correctEntry, (correction) => acts.correctEntry(correction)),
    command(routes.withdrawEntry, (withdrawal) => acts.withdrawEntry(withdrawal)),
    command(routes.exitEntry, (exit) => acts.exitEntry(exit)),
    ...repairEndpoints(deps),
    command(stayEntry, (body) => ("endedBy" in body ? contest.endStay(body) : contest.enterStay(body))),
    ...objectionEndpoints(deps),
  ]);
};
