import { advanceDisclosure } from "../../shared/app/disclosure/advance-disclosure.ts";
import { actOn, type EntryAct } from "../../shared/app/entry/advance-entry.ts";
import { citeEvidence } from "../../shared/app/evidence/cite-evidence.ts";
import * as acts from "../../shared/app/objection/contest-acts.ts";
import { contestResting } from "../../shared/app/disclosure/contest-resting.ts";
import * as ofActs from "../../shared/app/disclosure/disclosure-acts.ts";
import { shownObjection } from "../../shared/app/objection/read-objections.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import type { Objection } from "../../shared/domain/objection/objection.ts";
import { type Asked, endpoint, type Outcome } from "../../shared/http/endpoint.ts";
import { objectionView, versionTag } from "../../shared/http/objection-views.ts";
import * as routes from "../../shared/http/routes/objections.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";
import type { SettleClaimsDeps } from "./deps.ts";

/** Objections to entries and to acts, by the same calls. */
export const objectionEndpoints = (deps: SettleClaimsDeps) => {
  const answerWith = (status: number) => (contested: Pick<Entry, "openObjections">, objection?: Objection) => {
    if (!objection) throw new Error("an objection was acted on");
    const shown = shownObjection(objection, contested);
    return {
      status,
      body: objectionView(shown.objection, shown.status, shanghaiDate(deps.now())),
      headers: {
        etag: versionTag(objection),
        ...(status === 201 ? { location: `/v1/objections/${objection.objectionId}` } : {}),
      },
    };
  };

  type From = Omit<Asked<unknown, unknown, unknown>, "expectedVersion">;
  interface How {
    readonly status?: number;
    readonly officer?: string | undefined;
    /** The objection that finds an act wrong: what rests on the act's document is contested first. */
    readonly upheld?: string | undefined;
  }

  const act = async (
    what: EntryAct,
    entryId: string,
    { caller, by, correlationId, request }: From,
    { status = 200, officer }: How,
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
    return done.ok ? answerWith(status)(done.value.entry, done.value.objection) : done;
  };

  /** The same on an act. */
  const actOnAct = async (
    what: ofActs.DisclosureAct,
    disclosureId: string,
    { caller, by, correlationId, request }: From,
    { status = 200, officer, upheld }: How,
  ): Promise<Outcome> => {
    const answer = answerWith(status);
    const who = { caller, by: by(officer), correlationId };
    const done = await advanceDisclosure(deps.acts, what, {
      disclosureId,
      ...who,
      first:
        upheld === undefined
          ? undefined
          : (disclosure) => contestResting(deps, disclosure, { ...who, objectionId: upheld }),
      request: { ...request, answerWith: ({ disclosure, objection }) => answer(disclosure, objection) },
    });
    return done.ok ? answer(done.value.disclosure, done.value.objection) : done;
  };

  return [
    endpoint(routes.fileObjection, deps, async (asked): Promise<Outcome> => {
      const cited = await citeEvidence(deps, asked.body, asked.caller.agencyId);
      if (!cited.ok) return cited;
      const { officer, ...filing } = cited.value;
      return act(acts.fileObjection(filing), asked.params.entryId, asked, { status: 201, officer });
    }),
    endpoint(routes.fileActObjection, deps, async (asked): Promise<Outcome> => {
      const cited = await citeEvidence(deps, asked.body, asked.caller.agencyId);
      if (!cited.ok) return cited;
      const { officer, ...filing } = cited.value;
      return actOnAct(ofActs.fileActObjection(filing), asked.params.disclosureId, asked, { status: 201, officer });
    }),
    endpoint(routes.verifyObjection, deps, async (asked): Promise<Outcome> => {
      const cited = await citeEvidence(deps, asked.body, asked.caller.agencyId);
      if (!cited.ok) return cited;
      const { officer, ...found } = cited.value;
      const { objectionId } = asked.params;
      const which = { objectionId, expectedVersion: asked.expectedVersion };
      const about = acts.contestedBy(objectionId);
      return ofActs.contestsAct(objectionId)
        ? actOnAct(ofActs.verifyActObjection(which, found), about, asked, { officer })
        : act(acts.verifyObjection(which, found), about, asked, { officer });
    }),
    endpoint(routes.resolveObjection, deps, async (asked): Promise<Outcome> => {
      const cited = await citeEvidence(deps, asked.body, asked.caller.agencyId);
      if (!cited.ok) return cited;
      const { officer, ...resolution } = cited.value;
      const { objectionId } = asked.params;
      const which = { objectionId, expectedVersion: asked.expectedVersion };
      const about = acts.contestedBy(objectionId);
      return ofActs.contestsAct(objectionId)
        ? actOnAct(ofActs.resolveActObjection(which, resolution), about, asked, {
            officer,
            upheld: resolution.outcome === "upheld" ? objectionId : undefined,
          })
        : act(acts.resolveObjection(which, resolution), about, asked, { officer });
    }),
    endpoint(routes.withdrawObjection, deps, (asked) => {
      const { officer, reason } = asked.body;
      const { objectionId } = asked.params;
      const which = { objectionId, expectedVersion: asked.expectedVersion };
      const about = acts.contestedBy(objectionId);
      return ofActs.contestsAct(objectionId)
        ? actOnAct(ofActs.withdrawActObjection(which, reason), about, asked, { officer })
        : act(acts.withdrawObjection(which, reason), about, asked, { officer });
    }),
  ];
};
