import type { Actor } from "../../../events/envelope.ts";
import { saidWithout } from "../../domain/clock/move.ts";
import { reportedOn } from "../../domain/disclosure/clocks.ts";
import type { Disclosure } from "../../domain/disclosure/disclosure.ts";
import { alertsCorrected } from "../../domain/disclosure/move-clocks.ts";
import { type WhichPublication, withdrawPublication as decide } from "../../domain/disclosure/withdraw-publication.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { AlertStore } from "../../ports/alerts.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import { answersForAct } from "./disclosure-acts.ts";
import { contextOf, decisionOf, type DisclosureHouse } from "./disclosure-decision.ts";
import { attempts } from "../house.ts";

export interface WithdrawPublicationDeps extends DisclosureHouse {
  readonly alertStore: Pick<AlertStore, "withdraw">;
}

export interface PublicationWithdrawal {
  readonly disclosureId: string;
  readonly which: WhichPublication;
  readonly reason: string;
  readonly caller: Caller;
  readonly by: Actor;
  readonly correlationId: string;
  readonly request: RequestToken & { readonly answerWith: (disclosure: Disclosure) => RecordedAnswer };
}

/**
 * Takes back what was reported of an agency's own publication: by a named officer of the authority that answers for the act,
 * or of the office. Its duty is told of again where it has not been, and an alert that its days do not call for is withdrawn.
 */
export const withdrawPublication = async (
  deps: WithdrawPublicationDeps,
  { disclosureId, which, reason, caller, by, correlationId, request }: PublicationWithdrawal,
): Promise<Result<Disclosure, Refusal>> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await deps.disclosures.find(disclosureId);
    if (!stored) return refused(refusal("disclosure.unknown", "没有该公示信息 / no such disclosure"));
    const { disclosure } = stored;
    if (!answersForAct(disclosure, caller))
      return refused(
        refusal("disclosure.notYours", "由作出单位或信用办撤回 / its authority or the office takes it back"),
      );
    if (by.officer === undefined)
      return refused(refusal("officer.required", "请写明经办人姓名 / name the officer who takes it back"));
    const at = deps.now();
    const { today, ...house } = await contextOf(deps, disclosure, at);
    // The clocks stand by the rules of the day on which the act was reported, as they do when it is published.
    const rules = deps.rulesFor({ ...disclosure, on: reportedOn(disclosure) });
    const decided = decide(disclosure, { which, reason }, { ...house, today, rules });
    if (!decided.ok) return decided;
    if (!decided.value) throw new Error("a withdrawal changes what was reported");
    const decision = decisionOf(disclosureId, stored, decided.value, rules, { by, at, correlationId });
    // Withdrawn first: where it breaks off between the two, the request comes again and finds the act as it was.
    const wrong = alertsCorrected(disclosure, decision.disclosure, stored.alerted, today);
    await deps.alertStore.withdraw(wrong, shanghaiInstant(at));
    const outcome = await deps.disclosures.commit({
      ...decision,
      alerted: saidWithout(decision.alerted, wrong),
      request: { ...request, answer: request.answerWith(decision.disclosure), at },
    });
    if (outcome === "committed") return accepted(decision.disclosure);
    if (outcome === "requestSeen")
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
  }
  return refused(refusal("request.busy", "该公示信息正被更新,请稍后重试 / it is being changed, try again"));
};
