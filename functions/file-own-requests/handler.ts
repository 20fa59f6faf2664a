import type { AdvancedDisclosure, DecideDisclosureDeps } from "../../shared/app/disclosure/advance-disclosure.ts";
import type { Advanced } from "../../shared/app/entry/advance-entry.ts";
import type { AdvanceRepairDeps } from "../../shared/app/repair/advance-repair.ts";
import type { ComplaintsDeps } from "../../shared/app/objection/complaints.ts";
import { contestedBy } from "../../shared/app/objection/contest-acts.ts";
import { contestsAct } from "../../shared/app/disclosure/disclosure-acts.ts";
import * as acts from "../../shared/app/own/own-acts.ts";
import * as ofActs from "../../shared/app/own/own-disclosure-acts.ts";
import type { Self } from "../../shared/app/own/own-standing.ts";
import { shownObjection } from "../../shared/app/objection/read-objections.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import type { Complaint } from "../../shared/domain/objection/complaint.ts";
import type { Objection } from "../../shared/domain/objection/objection.ts";
import type { FiledRepair } from "../../shared/domain/repair/repair-case.ts";
import { type Outcome, serve } from "../../shared/http/endpoint.ts";
import { objectionView, versionTag } from "../../shared/http/objection-views.ts";
import { type OwnAsked, ownEndpoint, type OwnEndpointDeps } from "../../shared/http/own-endpoint.ts";
import { repairView } from "../../shared/http/repair-views.ts";
import * as routes from "../../shared/http/routes/own.ts";
import { entryView, etagOf } from "../../shared/http/views.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Refusal } from "../../shared/domain/refusal.ts";

type Asking = OwnAsked<unknown, unknown, unknown, Self>;

export type FileOwnRequestsDeps = AdvanceRepairDeps &
  ComplaintsDeps &
  OwnEndpointDeps<Self> & { readonly acts: DecideDisclosureDeps };

/** What a subject files by itself about its own entries and acts (SPEC "Who acts"; A §3, §21, §22). */
export const createHandler = (deps: FileOwnRequestsDeps) => {
  const today = () => shanghaiDate(deps.now());
  const objectionAnswer = (status: number) => (contested: Pick<Entry, "openObjections">, objection?: Objection) => {
    if (!objection) throw new Error("an objection was acted on");
    const shown = shownObjection(objection, contested);
    return {
      status,
      body: objectionView(shown.objection, shown.status, today()),
      headers: { etag: versionTag(objection) },
    };
  };
  /** The same of an objection to an act. */
  const ofAct =
    (answerWith: ReturnType<typeof objectionAnswer>) =>
    ({ disclosure, objection }: AdvancedDisclosure) =>
      answerWith(disclosure, objection);
  const entryAnswer = (entry: Entry) => ({
    status: 200,
    body: entryView(entry, today()),
    headers: { etag: etagOf(entry) },
  });
  const repairAnswer = (status: number) => (repair: FiledRepair) => ({ status, body: repairView(repair, today()) });
  const complaintAnswer = (complaint: Complaint) => ({ status: 201, body: complaint });

  /** Who acts and as part of which request, with the answer that the request gets. */
  const acting = <W>({ self, correlationId, request, expectedVersion }: Asking, answerWith: W) => ({
    self,
    by: { agencyId: self.agencyId, name: self.name, clientId: self.clientId },
    correlationId,
    expectedVersion,
    request: { ...request, answerWith },
  });
  const answered = <T>(done: Result<T, Refusal>, answerWith: (value: T) => Outcome): Outcome =>
    done.ok ? answerWith(done.value) : done;

  return serve(deps.telemetry, [
    ownEndpoint(routes.fileOwnObjection, deps, async (asked) => {
      const answerWith = objectionAnswer(201);
      const done = await acts.fileOwnObjection(deps, asked.params.entryId, asked.body, acting(asked, answerWith));
      return answered(done, ({ entry, objection }: Advanced) => answerWith(entry, objection));
    }),
    ownEndpoint(routes.fileOwnActObjection, deps, async (asked) => {
      const answerWith = ofAct(objectionAnswer(201));
      const { params, body } = asked;
      const advance = acting(asked, answerWith);
      return answered(await ofActs.fileOwnActObjection(deps.acts, params.disclosureId, body, advance), answerWith);
    }),
    ownEndpoint(routes.withdrawOwnObjection, deps, async (asked) => {
      const answerWith = objectionAnswer(200);
      const { objectionId } = asked.params;
      const { reason } = asked.body;
      if (contestsAct(objectionId)) {
        const which = { disclosureId: contestedBy(objectionId), objectionId };
        const advance = acting(asked, ofAct(answerWith));
        return answered(await ofActs.withdrawOwnActObjection(deps.acts, which, reason, advance), ofAct(answerWith));
      }
      const done = await acts.withdrawOwnObjection(deps, objectionId, reason, acting(asked, answerWith));
      return answered(done, ({ entry, objection }: Advanced) => answerWith(entry, objection));
    }),
    ownEndpoint(routes.fileOwnStatement, deps, async (asked) => {
      const { params, body } = asked;
      const done = await acts.fileOwnStatement(deps, params.entryId, body.text, acting(asked, entryAnswer));
      return answered(done, ({ entry }) => entryAnswer(entry));
    }),
    ownEndpoint(routes.applyForOwnRepair, deps, async (asked) => {
      const answerWith = repairAnswer(201);
      const { params, body } = asked;
      return answered(await acts.applyForOwnRepair(deps, params.entryId, body, acting(asked, answerWith)), answerWith);
    }),
    ownEndpoint(routes.applyForOwnActRepair, deps, async (asked) => {
      const answerWith = repairAnswer(201);
      const { params, body } = asked;
      const { expectedVersion: _, ...advance } = acting(asked, answerWith);
      return answered(await ofActs.applyForOwnActRepair(deps.acts, params.disclosureId, body, advance), answerWith);
    }),
    ownEndpoint(routes.withdrawOwnRepair, deps, async (asked) => {
      const answerWith = repairAnswer(200);
      const { params, body } = asked;
      const advance = { ...acting(asked, answerWith), repairId: params.repairId };
      return answered(await acts.withdrawOwnRepair(deps, body.why, advance), answerWith);
    }),
    ownEndpoint(routes.fileOwnComplaint, deps, async (asked) => {
      const { self, ...rest } = acting(asked, complaintAnswer);
      return answered(await acts.fileOwnComplaint(deps, asked.body, self, rest), complaintAnswer);
    }),
  ]);
};
