import type { TriggerKind } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { type Clock, meetClock } from "../clock/clock.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { asksToApply, isUnsettled, type Trigger, type TriggerFeedback } from "./trigger.ts";

/** What an implementing agency may say to each kind of trigger (SPEC capability 8). */
const outcomesOf: Readonly<Record<TriggerKind, readonly TriggerFeedback["outcome"][]>> = {
  apply: ["applied", "notApplicable", "failed"],
  suspend: ["applied", "notApplicable", "failed"],
  resume: ["applied", "notApplicable", "failed"],
  correct: ["applied", "notApplicable", "failed"],
  lift: ["lifted", "notApplicable", "failed"],
  restore: ["lifted", "notApplicable", "failed"],
};

/** The trigger once its agency, by an officer where it names one, has taken note at `at`; taking note again changes nothing. */
export const acknowledge = (trigger: Trigger, at: string, officer?: string): Result<Trigger, Refusal> => {
  if (trigger.acknowledgedAt !== undefined && trigger.status !== "superseded") return accepted(trigger);
  if (trigger.status !== "pending") return refused(settled(trigger));
  return accepted({
    ...trigger,
    status: "acknowledged",
    acknowledgedAt: at,
    ...(officer === undefined ? {} : { acknowledgedBy: officer }),
    clocks: meetClock(trigger.clocks, "triggerAcknowledgement", at.slice(0, 10)),
    version: trigger.version + 1,
  });
};

/** What an agency says; with `corrects` it takes the place of what it said before. */
export interface Statement extends Omit<TriggerFeedback, "corrects"> {
  readonly corrects?: boolean;
  /** The day on which it was reported, where it was worked on later. */
  readonly reportedOn?: LocalDate;
}

/** Whether a statement says what stands already, whenever it was said. */
const saysTheSame = (standing: TriggerFeedback, said: Statement): boolean =>
  (["outcome", "on", "note", "caseId"] as const).every((field) => standing[field] === said[field]) &&
  JSON.stringify(standing.evidence ?? []) === JSON.stringify(said.evidence ?? []);

/**
 * The trigger once its agency has said what it did; `appliedInForce` says whether its measure was in force on the day, and
 * `liftedOn` since when its agency is asked to lift it again. Feedback implies having taken note. Saying the same again
 * changes nothing. A settled trigger takes another answer only as a correction, with a reason; what was said before stays
 * in the trigger's answers.
 */
export const giveFeedback = (
  trigger: Trigger,
  said: Statement,
  appliedInForce: boolean,
  liftedOn?: LocalDate,
): Result<Trigger, Refusal> => {
  const { corrects = false, reportedOn = said.at.slice(0, 10), ...feedback } = said;
  if (trigger.feedback && saysTheSame(trigger.feedback, said)) return accepted(trigger);
  if (!outcomesOf[trigger.kind].includes(feedback.outcome))
    return refused(
      refusal(
        "trigger.feedbackNotForKind",
        `此类触发的反馈应为 / for ${trigger.kind} the outcome is one of: ${outcomesOf[trigger.kind].join(", ")}`,
      ),
    );
  if (corrects && trigger.feedback === undefined)
    return refused(
      refusal("trigger.notAnswered", "尚未反馈,无可更正 / nothing was said yet, there is nothing to correct"),
    );
  if (trigger.status === "superseded" || (!corrects && !isUnsettled(trigger))) return refused(settled(trigger));
  // A measure is never reported as applied outside its own and its entry's validity (B 四(三), C 十三; A §4).
  const last = liftedOn !== undefined && liftedOn < trigger.validTo ? liftedOn : trigger.validTo;
  const restricted = asksToApply.includes(trigger.kind) && feedback.outcome === "applied";
  if (restricted && feedback.on > last)
    return refused(refusal("trigger.ended", `该记录有效期至 ${last},此后不得实施 / it ended on ${last}`));
  if (restricted && !appliedInForce)
    return refused(
      refusal("measure.notInForce", "该措施当日不在有效期内,不得实施 / the measure was not in force that day"),
    );
  return accepted({
    ...trigger,
    // Corrected to a failure after the entry's end: there is nothing left to try again.
    status: feedback.outcome === "failed" && liftedOn !== undefined ? "superseded" : feedback.outcome,
    acknowledgedAt: trigger.acknowledgedAt ?? feedback.at,
    feedback: corrects ? { ...feedback, corrects: trigger.version } : feedback,
    clocks: afterFeedback(trigger, feedback.outcome, reportedOn),
    version: trigger.version + 1,
  });
};

const undoing: readonly Clock["kind"][] = ["liftConfirmation", "restoreConfirmation"];

/** Feedback meets every duty, with one exception: what failed to be undone still has to be (A §4, §22). */
const afterFeedback = ({ clocks }: Trigger, outcome: TriggerFeedback["outcome"], on: LocalDate): Trigger["clocks"] =>
  clocks.reduce<Trigger["clocks"]>(
    (now, { kind }) => (undoing.includes(kind) && outcome === "failed" ? now : meetClock(now, kind, on)),
    clocks,
  );

const settled = (trigger: Trigger): Refusal =>
  refusal(
    "trigger.settled",
    `该触发已办结(${trigger.status}),如原反馈有误请更正并说明原因 / it is settled (${trigger.status}); to change a wrong answer, correct it with a reason`,
  );
