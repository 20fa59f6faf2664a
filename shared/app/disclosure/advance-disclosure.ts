import type { DisclosureEvent } from "../../../events/disclosures.ts";
import type { Actor } from "../../../events/envelope.ts";
import type { ObjectionAnnounced } from "../../../events/objection-announced/v1.ts";
import { decideDispute } from "../../domain/disclosure/command.ts";
import { type Disclosure, partyOf } from "../../domain/disclosure/disclosure.ts";
import { isObjectionStep, objectionFactOf } from "../../domain/disclosure/facts.ts";
import { filedRepairOf } from "../../domain/disclosure/repair.ts";
import { evolveObjection, type Objection } from "../../domain/objection/objection.ts";
import type { FiledRepair } from "../../domain/repair/repair-case.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { partyIdOf } from "../../domain/subject/itself.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { ActObjections, DisclosureDecision } from "../../ports/disclosures.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import type { DisclosureAct } from "./disclosure-acts.ts";
import { contextOf, decisionOf, type DisclosureHouse } from "./disclosure-decision.ts";
import { attempts } from "../house.ts";

export interface DecideDisclosureDeps extends Omit<DisclosureHouse, "disclosures"> {
  readonly disclosures: Pick<DisclosureHouse["disclosures"], "find" | "commit">;
  readonly actObjections: ActObjections;
}

/** The act as it was left, with the objection or the application that it was about. */
export interface AdvancedDisclosure {
  readonly disclosure: Disclosure;
  readonly objection?: Objection;
  readonly repair?: FiledRepair;
}

export interface DisclosureAdvance {
  readonly disclosureId: string;
  readonly caller: Caller;
  readonly by: Actor;
  readonly correlationId: string;
  /** What comes before it, once it is sure that nothing refuses it; done again where somebody was faster. */
  readonly first?: ((disclosure: Disclosure) => Promise<Refusal | undefined>) | undefined;
  readonly request?: RequestToken & { readonly answerWith: (advanced: AdvancedDisclosure) => RecordedAnswer };
}

/**
 * Takes what somebody does to an act that contests it, or asks that its publicity end: reads it, decides, writes everything
 * in one transaction, and tries again when somebody was faster. Refuses who may not, and whatever the rules refuse.
 */
export const advanceDisclosure = async (
  deps: DecideDisclosureDeps,
  act: DisclosureAct,
  { disclosureId, caller, by, correlationId, first, request }: DisclosureAdvance,
): Promise<Result<AdvancedDisclosure, Refusal>> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await deps.disclosures.find(disclosureId);
    if (!stored) return refused(refusal("disclosure.unknown", "没有该公示信息 / no such disclosure"));
    const { disclosure } = stored;
    const objections = act.readsObjections ? await deps.actObjections(disclosureId) : [];
    const at = deps.now();
    const context = await contextOf(deps, disclosure, at);
    const forbidden = act.may(disclosure, caller, { objections, today: context.today });
    if (forbidden) return refused(forbidden);
    const decided = decideDispute(disclosure, act.command(objections, disclosure), { ...context, by });
    if (!decided.ok) return decided;
    if (!decided.value) throw new Error("a dispute changes what it is about");
    const hindered = await first?.(disclosure);
    if (hindered) return refused(hindered);
    const decision = decisionOf(disclosureId, stored, decided.value, context.rules, { by, at, correlationId });
    const told = toldOf(decision, objections);
    const repair = filedRepairOf(decision.disclosure, context.rules.severity);
    const advanced: AdvancedDisclosure = {
      disclosure: decision.disclosure,
      ...(told.objection ? { objection: told.objection.objection } : {}),
      ...(repair ? { repair } : {}),
    };
    const outcome = await deps.disclosures.commit({
      ...decision,
      ...told,
      request: request && { ...request, answer: request.answerWith(advanced), at },
    });
    if (outcome === "committed") return accepted(advanced);
    if (outcome === "requestSeen")
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
  }
  return refused(refusal("request.busy", "该公示信息正被更新,请稍后重试 / it is being changed, try again"));
};

/** The objection as the decision leaves it, and who is told at once (A §22 及时告知). */
const toldOf = (
  { event, disclosure: { authority, party } }: DisclosureDecision,
  objections: readonly Objection[],
): Pick<DisclosureDecision, "objection" | "announced"> => {
  if (!isObjectionStep(event)) return {};
  const before = objections.find(({ objectionId }) => objectionId === event.data.objectionId);
  const about = partyOf(party);
  const objection = evolveObjection(before, objectionFactOf(event));
  return {
    objection: {
      objection,
      previousVersion: before?.version ?? 0,
      inboxes: [
        ...new Set([
          authority.agencyId,
          objection.filedBy.agencyId,
          ...(about === undefined ? [] : [partyIdOf(about)]),
        ]),
      ],
    },
    ...(event.data.told.length > 0 ? { announced: announcementOf(event) } : {}),
  };
};

const happenings = {
  "disclosure-objection-filed": "filed",
  "disclosure-objection-verified": "verified",
  "disclosure-objection-closed": "closed",
} as const;

const announcementOf = (event: Extract<DisclosureEvent, { type: keyof typeof happenings }>): ObjectionAnnounced => ({
  type: "objection-announced",
  version: 1,
  objectionId: event.data.objectionId,
  disclosureId: event.disclosureId,
  revision: event.revision,
  happened: happenings[event.type],
  ...("outcome" in event.data ? { outcome: event.data.outcome } : {}),
  told: event.data.told,
  at: event.at,
  correlationId: event.correlationId,
});
