import { actOn, type Advanced, type EntryAct } from "../../shared/app/advance-entry.ts";
import { answerComplaint, type ComplaintsDeps, fileComplaint } from "../../shared/app/complaints.ts";
import { citeEvidence, type CiteEvidenceDeps } from "../../shared/app/cite-evidence.ts";
import * as acts from "../../shared/app/contest-acts.ts";
import { shownObjection } from "../../shared/app/read-objections.ts";
import type { DecideEntryDeps } from "../../shared/app/decide-entry.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import type { Complaint } from "../../shared/domain/objection/complaint.ts";
import type { Objection } from "../../shared/domain/objection/objection.ts";
import { type Asked, endpoint, type EndpointDeps, type Outcome } from "../../shared/http/endpoint.ts";
import { objectionView, versionTag } from "../../shared/http/objection-views.ts";
import * as routes from "../../shared/http/routes/objections.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";

/** Objections to entries, and complaints. */
export const objectionEndpoints = (deps: DecideEntryDeps & CiteEvidenceDeps & EndpointDeps & ComplaintsDeps) => {
  const answerWith = (status: number) => (entry: Entry, objection?: Objection) => {
    if (!objection) throw new Error(`${entry.entryId}: an objection was acted on`);
    const shown = shownObjection(objection, entry);
    return {
      status,
      body: objectionView(shown.objection, shown.status, shanghaiDate(deps.now())),
      headers: {
        etag: versionTag(objection),
        ...(status === 201 ? { location: `/v1/objections/${objection.objectionId}` } : {}),
      },
    };
  };

  const act = async (
    what: EntryAct,
    entryId: string,
    { caller, by, correlationId, request }: Omit<Asked<unknown, unknown, unknown>, "expectedVersion">,
    { status = 200, officer }: { readonly status?: number; readonly officer?: string | undefined },
  ): Promise<Outcome> => {
    const done = await actOn(deps, what, {
      entryId,
      caller,
      // What is asked for is a version of the objection, which the act compares.
      expectedVersion: "any",
      by: by(officer),
      correlationId,
      request: { ...request, answerWith: answerWith(status) },
    });
    return done.ok ? answered(done.value, status) : done;
  };
  const answered = ({ entry, objection }: Advanced, status: number) => answerWith(status)(entry, objection);
  const complaintAnswer = (status: number) => (complaint: Complaint) => ({
    status,
    body: complaint,
    headers: {
      etag: versionTag(complaint),
      ...(status === 201 ? { location: `/v1/complaints/${complaint.complaintId}` } : {}),
    },
  });

  return [
    endpoint(routes.fileObjection, deps, async (asked): Promise<Outcome> => {
      const cited = await citeEvidence(deps, asked.body, asked.caller.agencyId);
      if (!cited.ok) return cited;
      const { officer, ...filing } = cited.value;
      return act(acts.fileObjection(filing), asked.params.entryId, asked, { status: 201, officer });
    }),
    endpoint(routes.verifyObjection, deps, async (asked): Promise<Outcome> => {
      const cited = await citeEvidence(deps, asked.body, asked.caller.agencyId);
      if (!cited.ok) return cited;
      const { officer, ...found } = cited.value;
      const { objectionId } = asked.params;
      const what = acts.verifyObjection({ objectionId, expectedVersion: asked.expectedVersion }, found);
      return act(what, acts.contestedBy(objectionId), asked, { officer });
    }),
    endpoint(routes.resolveObjection, deps, async (asked): Promise<Outcome> => {
      const cited = await citeEvidence(deps, asked.body, asked.caller.agencyId);
      if (!cited.ok) return cited;
      const { officer, ...resolution } = cited.value;
      const { objectionId } = asked.params;
      const what = acts.resolveObjection({ objectionId, expectedVersion: asked.expectedVersion }, resolution);
      return act(what, acts.contestedBy(objectionId), asked, { officer });
    }),
    endpoint(routes.withdrawObjection, deps, (asked) => {
      const { officer, reason } = asked.body;
      const { objectionId } = asked.params;
      const what = acts.withdrawObjection({ objectionId, expectedVersion: asked.expectedVersion }, reason);
      return act(what, acts.contestedBy(objectionId), asked, { officer });
    }),
    endpoint(routes.fileComplaint, deps, async ({ body, caller, by, request }): Promise<Outcome> => {
      const cited = await citeEvidence(deps, body, caller.agencyId);
      if (!cited.ok) return cited;
      const { officer, ...complaint } = cited.value;
      const filed = await fileComplaint(deps, complaint, caller, {
        by: by(officer),
        request: { ...request, answerWith: complaintAnswer(201) },
      });
      return filed.ok ? complaintAnswer(201)(filed.value) : filed;
    }),
    endpoint(routes.answerComplaint, deps, async ({ params, body, caller, by, request }): Promise<Outcome> => {
      const answer = await answerComplaint(deps, params.complaintId, body.text, caller, {
        by: by(body.officer),
        request: { ...request, answerWith: complaintAnswer(200) },
      });
      return answer.ok ? complaintAnswer(200)(answer.value) : answer;
    }),
  ];
};
