import type { OwnPublication } from "../../../events/disclosure-parts.ts";
import type { Actor } from "../../../events/envelope.ts";
import { reportPublication as decide } from "../../domain/disclosure/decide.ts";
import { reportedOn } from "../../domain/disclosure/clocks.ts";
import type { Disclosure } from "../../domain/disclosure/disclosure.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { RecordedAnswer, RequestLog, RequestToken } from "../../ports/requests.ts";
import { contextOf, decisionOf, type DisclosureHouse } from "./disclosure-decision.ts";
import { attempts } from "../house.ts";

export interface ReportPublicationDeps extends DisclosureHouse {
  readonly requests: Pick<RequestLog, "record">;
}

export interface PublicationReport {
  readonly disclosureId: string;
  readonly publication: OwnPublication;
  readonly by: Actor;
  readonly correlationId: string;
  readonly request: RequestToken & { readonly answerWith: (disclosure: Disclosure) => RecordedAnswer };
}

/**
 * Takes the agency's word on where and when it made an act public itself (A §19); nobody else's. What was said already
 * changes nothing, and is remembered all the same.
 */
export const reportPublication = async (
  deps: ReportPublicationDeps,
  { disclosureId, publication, by, correlationId, request }: PublicationReport,
): Promise<Result<Disclosure, Refusal>> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await deps.disclosures.find(disclosureId);
    if (!stored) return refused(refusal("disclosure.unknown", "没有该公示信息 / no such disclosure"));
    const { disclosure } = stored;
    if (disclosure.authority.agencyId !== by.agencyId)
      return refused(refusal("disclosure.notYours", "非本单位的公示信息 / it is another agency's"));
    const at = deps.now();
    const today = await contextOf(deps, disclosure, at);
    // The clocks stand by the rules of the day on which the act was reported, whenever its agency published it.
    const context = { ...today, rules: deps.rulesFor({ ...disclosure, on: reportedOn(disclosure) }) };
    const decided = decide(disclosure, publication, context);
    if (!decided.ok) return decided;
    if (!decided.value) {
      const first = await deps.requests.record({ ...request, answer: request.answerWith(disclosure), at });
      return first ? accepted(disclosure) : refused(seen);
    }
    const decision = decisionOf(disclosureId, stored, decided.value, context.rules, { by, at, correlationId });
    const answer = request.answerWith(decision.disclosure);
    const outcome = await deps.disclosures.commit({ ...decision, request: { ...request, answer, at } });
    if (outcome === "committed") return accepted(decision.disclosure);
    if (outcome === "requestSeen") return refused(seen);
  }
  return refused(refusal("request.busy", "该公示信息正被更新,请稍后重试 / it is being changed, try again"));
};

const seen = refusal("request.seen", "该请求已受理 / this request was answered before");
