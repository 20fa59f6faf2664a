import { advanceEntry, type EntryAct } from "../../shared/app/entry/advance-entry.ts";
import { citeEvidence, type CiteEvidenceDeps } from "../../shared/app/evidence/cite-evidence.ts";
import type { FileComplaintDeps } from "../../shared/app/objection/complaints.ts";
import * as contest from "../../shared/app/objection/contest-acts.ts";
import * as acts from "../../shared/app/entry/entry-acts.ts";
import type { DecideEntryDeps } from "../../shared/app/entry/decide-entry.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import * as routes from "../../shared/http/routes/entries.ts";
import { stayEntry } from "../../shared/http/routes/objections.ts";
import { entryView, etagOf } from "../../shared/http/views.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";
import type { BodyOf } from "../../shared/http/route.ts";
import { complaintEndpoints } from "./complaints.ts";

/** The commands of an entry by those who answer for it, and complaints. */
export const createHandler = (given: DecideEntryDeps & CiteEvidenceDeps & EndpointDeps & FileComplaintDeps) => {
  const deps = { ...given, requestsGuardThemselves: true } as const;
  const answerWith = (entry: Entry) => ({
    status: 200,
    body: entryView(entry, shanghaiDate(deps.now())),
    headers: { etag: etagOf(entry) },
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
          request: { ...request, answerWith },
        });
        return done.ok ? answerWith(done.value) : done;
      },
    );

  return serve(deps.telemetry, [
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
    command(stayEntry, (body) => ("endedBy" in body ? contest.endStay(body) : contest.enterStay(body))),
    ...complaintEndpoints(deps),
  ]);
};
