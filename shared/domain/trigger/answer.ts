import type { TriggerKind } from "../../../events/vocabulary.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { meetClock } from "../clock/clock.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { isUnsettled, type Trigger, type TriggerFeedback } from "./trigger.ts";

/** What an implementing agency may say to each kind of trigger (SPEC capability 8). */
const outcomesOf: Readonly<Record<TriggerKind, readonly TriggerFeedback["outcome"][]>> = {
  apply: ["applied", "notApplicable", "failed"],
  suspend: ["applied", "notApplicable", "failed"],
  resume: ["applied", "notApplicable", "failed"],
  lift: ["lifted", "notApplicable", "failed"],
};

/** Those that ask to restrict: never outside the measure's and the entry's own validity (B 四(三), C 十三; A §4). */
const restricts: readonly TriggerKind[] = ["apply", "resume"];

/** The trigger once its agency has taken note at `at`; taking note again changes nothing. */
export const acknowledge = (trigger: Trigger, at: string): Result<Trigger, Refusal> => {
  if (trigger.acknowledgedAt !== undefined && trigger.status !== "superseded") return accepted(trigger);
  if (trigger.status !== "pending") return refused(settled(trigger));
  return accepted({
    ...trigger,
    status: "acknowledged",
    acknowledgedAt: at,
    clocks: meetClock(trigger.clocks, "triggerAcknowledgement", at.slice(0, 10)),
    version: trigger.version + 1,
  });
};

/**
 * The trigger once its agency has said what it did; `appliedInForce` says whether its measure was in force on the day.
 * Feedback implies having taken note.
 */
export const giveFeedback = (
  trigger: Trigger,
  feedback: TriggerFeedback,
  appliedInForce: boolean,
): Result<Trigger, Refusal> => {
  if (!outcomesOf[trigger.kind].includes(feedback.outcome))
    return refused(
      refusal(
        "trigger.feedbackNotForKind",
        `此类触发的反馈应为 / for ${trigger.kind} the outcome is one of: ${outcomesOf[trigger.kind].join(", ")}`,
      ),
    );
  if (!isUnsettled(trigger)) return refused(settled(trigger));
  const restricted = restricts.includes(trigger.kind) && feedback.outcome === "applied";
  if (restricted && feedback.on > trigger.validTo)
    return refused(
      refusal("trigger.ended", `该记录有效期至 ${trigger.validTo},此后不得实施 / it ended on ${trigger.validTo}`),
    );
  if (restricted && !appliedInForce)
    return refused(
      refusal("measure.notInForce", "该措施当日不在有效期内,不得实施 / the measure was not in force that day"),
    );
  return accepted({
    ...trigger,
    status: feedback.outcome,
    acknowledgedAt: trigger.acknowledgedAt ?? feedback.at,
    feedback,
    clocks: afterFeedback(trigger, feedback),
    version: trigger.version + 1,
  });
};

/** Feedback meets every duty, with one exception: a lift that failed still has to be carried out (A §4). */
const afterFeedback = ({ clocks }: Trigger, { outcome, at }: TriggerFeedback): Trigger["clocks"] =>
  clocks.reduce<Trigger["clocks"]>(
    (now, { kind }) =>
      kind === "liftConfirmation" && outcome === "failed" ? now : meetClock(now, kind, at.slice(0, 10)),
    clocks,
  );

const settled = (trigger: Trigger): Refusal =>
  refusal(
    "trigger.settled",
    `该触发已办结(${trigger.status}),无需再答 / this trigger is settled (${trigger.status}); nothing more to answer`,
  );
