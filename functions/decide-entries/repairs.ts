import { advanceRepair, type AdvanceRepairDeps, fileRepair } from "../../shared/app/advance-repair.ts";
import { citeEvidence, type CiteEvidenceDeps } from "../../shared/app/cite-evidence.ts";
import * as acts from "../../shared/app/repair-acts.ts";
import type { FiledRepair } from "../../shared/domain/repair/repair-case.ts";
import { type Asked, endpoint, type Endpoint, type EndpointDeps, type Outcome } from "../../shared/http/endpoint.ts";
import { repairView } from "../../shared/http/repair-views.ts";
import * as routes from "../../shared/http/routes/repairs.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";

/** POST …/repairs and the steps of an application. */
export const repairEndpoints = (deps: AdvanceRepairDeps & CiteEvidenceDeps & EndpointDeps): readonly Endpoint[] => {
  const answerWith = (status: number) => (filed: FiledRepair) => ({
    status,
    body: repairView(filed, shanghaiDate(deps.now())),
    ...(status === 201 ? { headers: { location: `/v1/repairs/${filed.repairId}` } } : {}),
  });
  type OnRepair = Asked<{ repairId: string }, unknown, { officer?: string | undefined }>;
  const advance = async (
    { params, body, caller, by, correlationId, request }: OnRepair,
    act: acts.RepairAct,
  ): Promise<Outcome> => {
    const done = await advanceRepair(deps, act, {
      repairId: params.repairId,
      caller,
      by: by(body.officer),
      correlationId,
      request: { ...request, answerWith: answerWith(200) },
    });
    return done.ok ? answerWith(200)(done.value) : done;
  };

  return [
    endpoint(routes.applyForRepair, deps, async ({ params, body, caller, by, correlationId, request }) => {
      const { officer, ...application } = body;
      const cited = await citeEvidence(deps, application, caller.agencyId);
      if (!cited.ok) return cited;
      const filed = await fileRepair(deps, acts.applyForRepair(cited.value), {
        entryId: params.entryId,
        caller,
        by: by(officer),
        correlationId,
        request: { ...request, answerWith: answerWith(201) },
      });
      return filed.ok ? answerWith(201)(filed.value) : filed;
    }),
    endpoint(routes.checkRepair, deps, (asked) => {
      const { body } = asked;
      const missing = body.outcome === "returned" ? body.missing : [];
      return advance(asked, acts.checkRepair({ missing, note: body.note }));
    }),
    endpoint(routes.decideRepair, deps, (asked) => {
      const { body } = asked;
      return advance(
        asked,
        body.outcome === "approved"
          ? acts.approveRepair({ reason: body.reason })
          : acts.refuseRepair({ reason: body.reason }),
      );
    }),
    endpoint(routes.withdrawRepair, deps, (asked) => advance(asked, acts.withdrawRepair({ why: asked.body.why }))),
  ];
};
