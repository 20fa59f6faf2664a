import type { Actor } from "../../../events/envelope.ts";
import type { Matter } from "../../../events/vocabulary.ts";
import type { PartnerFeedback } from "../../domain/feedback/partner.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { PartnerReports } from "../../ports/feedback.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import { readPublicEntry, type ReadPublicEntryDeps } from "../query/query-public.ts";

export interface PartnerFeedbackDeps extends ReadPublicEntryDeps {
  readonly partners: Pick<PartnerReports, "add">;
  readonly newFeedbackId: () => string;
}

export interface PartnerSays {
  readonly entryId: string;
  readonly measure: string;
  readonly effect: string;
  readonly on: LocalDate;
  readonly matter?: Matter | undefined;
  readonly caller: Caller;
  readonly by: Actor;
  readonly request: RequestToken & { readonly answerWith: (feedback: PartnerFeedback) => RecordedAnswer };
}

/**
 * Records what a bank, an association or another partner did about an entry of its own accord (A §17, last paragraph). It
 * sees what the public sees, so only an entry that is public today can be reported on. Refuses agencies: they answer triggers.
 */
export const givePartnerFeedback = async (
  deps: PartnerFeedbackDeps,
  { entryId, measure, effect, on, matter, caller, by, request }: PartnerSays,
): Promise<Result<PartnerFeedback, Refusal>> => {
  if (!caller.roles.includes("partner"))
    return refused(
      refusal("agency.role", "仅合作机构可主动反馈,实施单位请答复触发 / for partners; agencies answer triggers"),
    );
  const entry = await readPublicEntry(deps, entryId);
  if (!entry.ok) return entry;
  const now = deps.now();
  const fault = dateFault(on, entry.value.publishedOn ?? "", shanghaiDate(now));
  if (fault) return refused(refusal("input.invalid", "请更正后重报 / mend it and send again", [fault]));
  const feedback: PartnerFeedback = {
    feedbackId: deps.newFeedbackId(),
    entryId,
    partner: { agencyId: by.agencyId, name: by.name },
    measure,
    effect,
    on,
    ...(matter === undefined ? {} : { matter }),
    at: shanghaiInstant(now),
    ...(by.officer === undefined ? {} : { officer: by.officer }),
  };
  const added = await deps.partners.add(feedback, { ...request, answer: request.answerWith(feedback), at: now });
  return added
    ? accepted(feedback)
    : refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
};

const dateFault = (on: LocalDate, publishedOn: LocalDate, today: LocalDate): FieldError | undefined => {
  if (on > today) return { field: "on", code: "on.future", detail: "日期不得晚于今天 / cannot lie in the future" };
  return on < publishedOn
    ? { field: "on", code: "on.beforePublication", detail: "日期不得早于公示日期 / cannot precede the publication" }
    : undefined;
};
