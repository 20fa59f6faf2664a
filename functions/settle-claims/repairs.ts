import { advanceDisclosure, type AdvancedDisclosure } from "../../shared/app/disclosure/advance-disclosure.ts";
import { advanceRepair, fileRepair, openRepair } from "../../shared/app/repair/advance-repair.ts";
import { citeEvidence } from "../../shared/app/evidence/cite-evidence.ts";
import * as ofActs from "../../shared/app/disclosure/disclosure-acts.ts";
import * as acts from "../../shared/app/repair/repair-acts.ts";
import type { FiledRepair } from "../../shared/domain/repair/repair-case.ts";
import { type Asked, endpoint, type Endpoint, type Outcome } from "../../shared/http/endpoint.ts";
import { repairView } from "../../shared/http/repair-views.ts";
import * as routes from "../../shared/http/routes/repairs.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";
import type { SettleClaimsDeps } from "./deps.ts";

/** POST …/repairs and the steps of an application, whatever it is about. */
export const repairEndpoints = (deps: SettleClaimsDeps): readonly Endpoint[] => {
  const answerWith = (status: number) => (filed: FiledRepair) => ({
    status,
    body: repairView(filed, shanghaiDate(deps.now())),
    ...(status === 201 ? { headers: { location: `/v1/repairs/${filed.repairId}` } } : {}),
  });
  const ofAct =
    (status: number) =>
    ({ repair }: AdvancedDisclosure) => {
      if (!repair) throw new Error("an application was acted on");
      return answerWith(status)(repair);
    };
  type Advance = Omit<Parameters<typeof advanceDisclosure>[2], "request"> &
    Pick<Asked<unknown, unknown, unknown>, "request">;
  const advanceAct = async (
    act: ofActs.DisclosureAct,
    status: number,
    { request, ...asked }: Advance,
  ): Promise<Outcome> => {
    const done = await advanceDisclosure(deps.acts, act, {
      ...asked,
      request: { ...request, answerWith: ofAct(status) },
    });
    return done.ok ? ofAct(status)(done.value) : done;
  };
  type OnRepair = Asked<{ repairId: string }, unknown, { officer?: string | undefined }>;
  const advance = async (
    { params, body, caller, by, correlationId, request }: OnRepair,
    act: acts.RepairAct,
  ): Promise<Outcome> => {
    const { repairId } = params;
    const open = await openRepair(deps, act, { repairId, caller });
    if (!open.ok) return open;
    const { kind, id } = open.value.about;
    const asked = { caller, by: by(body.officer), correlationId };
    if (kind === "disclosure")
      return advanceAct(ofActs.onActRepair(act.command(repairId)), 200, { ...asked, disclosureId: id, request });
    const done = await advanceRepair(deps, act, {
      ...asked,
      repairId,
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
    endpoint(routes.applyForActRepair, deps, async ({ params, body, caller, by, correlationId, request }) => {
      const { officer, ...application } = body;
      const cited = await citeEvidence(deps, application, caller.agencyId);
      if (!cited.ok) return cited;
      const { disclosureId } = params;
      const act = ofActs.applyForActRepair(cited.value);
      return advanceAct(act, 201, { disclosureId, caller, by: by(officer), correlationId, request });
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
