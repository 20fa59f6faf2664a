import type { ClockKind, TriggerKind } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { type Clock, type ClockLength, startClock, type WorkingDays } from "../clock/clock.ts";

export type TriggerClock = Extract<
  ClockKind,
  "triggerAcknowledgement" | "triggerFeedback" | "liftConfirmation" | "restoreConfirmation"
>;

/** What the deadlines of triggers rest on: the procedure policy of the day on which a trigger is made, and the calendar. */
export interface TriggerRules {
  readonly lengthsOn: (day: LocalDate) => Readonly<Record<TriggerClock, ClockLength>>;
  readonly calendar: WorkingDays;
}

/**
 * The duties that a trigger of each kind sets. What must be applied, stopped, gone on with or put right is taken note of and
 * reported on (A §17); a lift has one duty, to be carried out and confirmed soon, because every day more wrongs somebody
 * (A §4), and so has the undoing of what was wrong from the beginning (A §22).
 */
export const clockKindsOf: Readonly<Record<TriggerKind, readonly TriggerClock[]>> = {
  apply: ["triggerAcknowledgement", "triggerFeedback"],
  suspend: ["triggerAcknowledgement", "triggerFeedback"],
  resume: ["triggerAcknowledgement", "triggerFeedback"],
  correct: ["triggerAcknowledgement", "triggerFeedback"],
  lift: ["liftConfirmation"],
  restore: ["restoreConfirmation"],
};

/** Starts the clocks of a trigger made on a day; they are the implementing agency's. */
export const startClocks = (
  trigger: { readonly triggerId: string; readonly kind: TriggerKind; readonly agencyId: string },
  startedOn: LocalDate,
  { lengthsOn, calendar }: TriggerRules,
): Clock[] => {
  const lengths = lengthsOn(startedOn);
  return clockKindsOf[trigger.kind].map((kind) =>
    startClock({ subjectOf: trigger.triggerId, kind, agencyId: trigger.agencyId, startedOn }, lengths[kind], calendar),
  );
};
