import type { Actor } from "../../../events/envelope.ts";
import type { FeedbackGiven } from "../../../events/feedback-given/v1.ts";
import type { FeedbackInput } from "../../domain/feedback/input.ts";
import { caseIdOf, caseOf, namingFault } from "../../domain/feedback/typical-case.ts";
import { acknowledge, giveFeedback, type Statement } from "../../domain/trigger/answer.ts";
import { asksToApply, type Trigger, triggerIdOf } from "../../domain/trigger/trigger.ts";
import { type Catalogue, findMeasure, inForce } from "../../domain/measure/measure.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import type { Origin, Said, TriggerStore } from "../../ports/triggers.ts";
import { citedOften } from "../evidence/cite-evidence.ts";
import { attempts } from "../house.ts";

export interface AnswerTriggerDeps {
  readonly triggers: TriggerStore;
  readonly catalogue: () => Promise<Catalogue>;
  readonly now: () => Date;
}

export interface TriggerAnswer {
  readonly entryId: string;
  readonly triggerKey: string;
  readonly by: Actor;
  readonly correlationId: string;
  /** Without it the agency only takes note. */
  readonly feedback?: FeedbackInput;
  /** Present where it came in a request of its own. */
  readonly request?: RequestToken & { readonly answerWith: (trigger: Trigger) => RecordedAnswer };
  /** Present where it came in a row of a file. */
  readonly origin?: Origin;
  /** The day on which it was reported, where that need not be today: a file is worked on after it came. */
  readonly reportedOn?: LocalDate | undefined;
}

/** The trigger as it now stands, and whether this answer is among those that it has. */
export interface Answered {
  readonly trigger: Trigger;
  readonly taken: boolean;
}

/**
 * Takes the implementing agency's acknowledgement or feedback on a trigger of its own inbox, and of no other. What was said
 * already changes nothing; a row that was taken before is known again by its place in its file.
 */
export const answerTrigger = async (
  deps: AnswerTriggerDeps,
  ask: TriggerAnswer,
): Promise<Result<Answered, Refusal>> => {
  const { entryId, triggerKey, by, request, origin } = ask;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const now = deps.now();
    const trigger = await deps.triggers.find(entryId, triggerKey);
    if (!trigger) return refused(refusal("trigger.unknown", "没有该触发 / no such trigger"));
    if (trigger.agencyId !== by.agencyId)
      return refused(refusal("trigger.notYours", "非发给本单位的触发 / it is addressed to another agency"));
    if (origin && trigger.feedback && (await deps.triggers.hasAnswerOf(triggerIdOf(trigger), origin)))
      return accepted({ trigger, taken: true });
    const answered = ask.feedback
      ? await hear(deps, trigger, ask.feedback, { now, reportedOn: ask.reportedOn ?? shanghaiDate(now) })
      : acknowledge(trigger, shanghaiInstant(now), by.officer);
    if (!answered.ok) return answered;
    const after = answered.value;
    const taken = after.version !== trigger.version;
    if (!taken && !request) return accepted({ trigger, taken });
    const outcome = await deps.triggers.update(
      after,
      trigger.version,
      request && { ...request, answer: request.answerWith(after), at: now },
      taken && ask.feedback ? saidOf(trigger, after, ask.feedback, ask) : undefined,
    );
    if (outcome === "committed") return accepted({ trigger: after, taken });
    if (outcome === "uncitable") return refused(citedOften());
    if (outcome === "requestSeen")
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
  }
  return refused(refusal("request.busy", "该触发正被更新,请稍后重试 / it is being changed, try again"));
};

/** The trigger after what its agency said, by the rules of `giveFeedback`. */
const hear = async (
  deps: AnswerTriggerDeps,
  trigger: Trigger,
  { typicalCase, ...feedback }: FeedbackInput,
  { now, reportedOn }: { readonly now: Date; readonly reportedOn: LocalDate },
): Promise<Result<Trigger, Refusal>> => {
  const fault =
    dateFault(feedback.on, trigger, reportedOn) ?? (typicalCase && namingFault(typicalCase, trigger.subject));
  if (fault) return refused(refusal("input.invalid", "请更正后重报 / mend it and send again", [fault]));
  const statement: Statement = {
    ...feedback,
    ...(typicalCase ? { caseId: caseIdOf(trigger, feedback, typicalCase) } : {}),
    at: shanghaiInstant(now),
    reportedOn,
  };
  // Only what was answered before can be answered after its lift: an exit closes whatever is unanswered.
  const applies = asksToApply.includes(trigger.kind);
  const liftedOn = applies && trigger.feedback ? await deps.triggers.liftedOn(trigger) : undefined;
  return giveFeedback(
    trigger,
    statement,
    measureInForce(await deps.catalogue(), trigger, feedback.on, reportedOn),
    liftedOn,
  );
};

/** An answer as an event of its own, with the case that it proposes and the one that it takes back. */
const saidOf = (
  before: Trigger,
  after: Trigger,
  { typicalCase }: FeedbackInput,
  { by, correlationId, origin }: TriggerAnswer,
): Said | undefined => {
  if (!after.feedback) return undefined;
  const agency = { agencyId: by.agencyId, name: by.name };
  const answer: FeedbackGiven = {
    type: "feedback-given",
    version: 1,
    triggerId: triggerIdOf(after),
    answer: after.version,
    entryId: after.entryId,
    kind: after.kind,
    agency,
    authorityId: after.determiningAuthority.agencyId,
    ...given(after.feedback),
    ...reportedBack(after),
    ...(origin ? { origin } : {}),
    by,
    correlationId,
  };
  const told = before.feedback?.caseId;
  const caseId = after.feedback.caseId;
  return {
    answer,
    proposed: typicalCase && caseId !== told ? caseOf(after, typicalCase, agency) : undefined,
    withdrawn: told !== caseId ? told : undefined,
  };
};

/** The duty to report back, once it is met. */
const reportedBack = ({ clocks }: Trigger): Pick<FeedbackGiven, "reportedBack"> => {
  const clock = clocks.find(({ kind }) => kind !== "triggerAcknowledgement");
  return clock?.metOn === undefined ? {} : { reportedBack: { dueOn: clock.dueOn, metOn: clock.metOn } };
};

const given = ({ outcome, on, at, note, evidence, caseId, corrects, reason }: NonNullable<Trigger["feedback"]>) => ({
  outcome,
  on,
  at,
  ...(note === undefined ? {} : { note }),
  ...(evidence === undefined ? {} : { evidence: [...evidence] }),
  ...(caseId === undefined ? {} : { caseId }),
  ...(corrects === undefined ? {} : { corrects }),
  ...(reason === undefined ? {} : { reason }),
});

/** Both on the day it says and on that of the report: once a measure has ended, its `lift` is on the way and nothing is applied any more. */
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
