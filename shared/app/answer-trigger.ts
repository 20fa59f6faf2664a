import { acknowledge, giveFeedback } from "../domain/trigger/answer.ts";
import type { Trigger, TriggerFeedback } from "../domain/trigger/trigger.ts";
import { type Catalogue, findMeasure, inForce } from "../domain/measure/measure.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import type { FieldError } from "../kernel/field-errors.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../kernel/local-date.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import type { Caller } from "../ports/agencies.ts";
import type { RecordedAnswer, RequestToken } from "../ports/requests.ts";
import type { TriggerStore } from "../ports/triggers.ts";
import { attempts } from "./house.ts";

export interface AnswerTriggerDeps {
  readonly triggers: TriggerStore;
  readonly catalogue: () => Promise<Catalogue>;
  readonly now: () => Date;
}

export interface TriggerAnswer {
  readonly entryId: string;
  readonly triggerKey: string;
  readonly caller: Caller;
  /** Without it the agency only takes note. */
  readonly feedback?: Omit<TriggerFeedback, "at">;
  readonly request: RequestToken & { readonly answerWith: (trigger: Trigger) => RecordedAnswer };
}

/** Takes the implementing agency's acknowledgement or feedback on a trigger of its own inbox, and of no other. */
export const answerTrigger = async (
  deps: AnswerTriggerDeps,
  { entryId, triggerKey, caller, feedback, request }: TriggerAnswer,
): Promise<Result<Trigger, Refusal>> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const now = deps.now();
    const at = shanghaiInstant(now);
    const trigger = await deps.triggers.find(entryId, triggerKey);
    if (!trigger) return refused(refusal("trigger.unknown", "没有该触发 / no such trigger"));
    if (trigger.agencyId !== caller.agencyId)
      return refused(refusal("trigger.notYours", "非发给本单位的触发 / it is addressed to another agency"));
    const fault = feedback && dateFault(feedback.on, trigger, shanghaiDate(now));
    if (fault) return refused(refusal("input.invalid", "请更正后重报 / mend it and send again", [fault]));
    const answered = feedback
      ? giveFeedback(
          trigger,
          { ...feedback, at },
          feedback.outcome !== "applied" ||
            measureInForce(await deps.catalogue(), trigger, feedback.on, shanghaiDate(now)),
        )
      : acknowledge(trigger, at);
    if (!answered.ok) return answered;
    const outcome = await deps.triggers.update(answered.value, trigger.version, {
      ...request,
      answer: request.answerWith(answered.value),
      at: now,
    });
    if (outcome === "committed") return accepted(answered.value);
    if (outcome === "requestSeen")
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
  }
  return refused(refusal("request.busy", "该触发正被更新,请稍后重试 / it is being changed, try again"));
};

/** Both on the day it says and today: once a measure has ended, its `lift` is on the way and nothing is applied any more. */
const measureInForce = (catalogue: Catalogue, trigger: Trigger, on: LocalDate, today: LocalDate): boolean => {
  const measure = findMeasure(catalogue, trigger.measure);
  return measure !== undefined && inForce(measure, on) && inForce(measure, today);
};

const dateFault = (on: string, trigger: Trigger, today: string): FieldError | undefined => {
  if (on > today) return { field: "on", code: "on.future", detail: "日期不得晚于今天 / cannot lie in the future" };
  if (on < trigger.createdAt.slice(0, 10))
    return { field: "on", code: "on.beforeTrigger", detail: "日期不得早于触发日期 / cannot precede the trigger" };
  return undefined;
};
