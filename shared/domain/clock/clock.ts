import type { Clock } from "../../../events/parts.ts";
import type { ClockKind } from "../../../events/vocabulary.ts";
import { addDays, type LocalDate } from "../../kernel/local-date.ts";

export type { Clock } from "../../../events/parts.ts";

/** What the domain asks of the working calendar. */
export interface WorkingDays {
  /** The last day of a period of `days` working days; the first day itself does not count. */
  readonly add: (from: LocalDate, days: number) => { readonly dueOn: LocalDate; readonly provisional: boolean };
  /** Working days after `from` up to and including `to`; 0 when `to` is not later. */
  readonly between: (from: LocalDate, to: LocalDate) => number;
}

/** How long a clock runs and how many working days before its end it warns. */
export interface ClockLength {
  readonly workingDays: number;
  readonly warnBefore: number;
  /** How many working days after its end the credit office is told. */
  readonly escalateAfter?: number;
}

export type ClockStatus = "open" | "dueSoon" | "overdue" | "met" | "missed" | "stopped";

/** Starts a clock of any kind. Due is the end (24:00, Shanghai) of the Nth working day after `startedOn`. */
export const startClock = (
  clock: {
    readonly subjectOf: string;
    readonly kind: ClockKind;
    readonly agencyId: string;
    readonly startedOn: LocalDate;
  },
  length: ClockLength,
  calendar: WorkingDays,
): Clock => ({
  clockId: `${clock.subjectOf}.${clock.kind}`,
  kind: clock.kind,
  agencyId: clock.agencyId,
  startedOn: clock.startedOn,
  ...daysOf(clock.startedOn, length, calendar),
});

/** The days of a clock that started on a day: when it warns, when it is due, and when the office is told. */
export const daysOf = (
  startedOn: LocalDate,
  { workingDays, warnBefore, escalateAfter }: ClockLength,
  calendar: WorkingDays,
): ClockDays => {
  const { dueOn, provisional } = calendar.add(startedOn, workingDays);
  return {
    warnOn: calendar.add(startedOn, Math.max(0, workingDays - warnBefore)).dueOn,
    dueOn,
    ...(escalateAfter === undefined ? {} : { escalateOn: calendar.add(dueOn, escalateAfter).dueOn }),
    provisional,
  };
};

/** What of a clock follows from the calendar. */
export type ClockDays = Pick<Clock, "warnOn" | "dueOn" | "escalateOn" | "provisional">;

/** Stops a clock of a kind on the day the duty was done; a clock already stopped keeps its first day. */
export const meetClock = (clocks: readonly Clock[], kind: ClockKind, on: LocalDate): Clock[] =>
  clocks.map((clock) => (clock.kind === kind && isRunning(clock) ? { ...clock, metOn: on } : clock));

/** Ends the duties that are still open on the day something newer took their place. */
export const stopClocks = (clocks: readonly Clock[], on: LocalDate): Clock[] =>
  clocks.map((clock) => (isRunning(clock) ? { ...clock, stoppedOn: on } : clock));

/** A clock as it stands on a day: an open one is over the day after the last day of what it is about, where that has one. */
export const endedBy = (clock: Clock, lastOn: LocalDate | undefined, today: LocalDate): Clock =>
  lastOn !== undefined && today > lastOn && isRunning(clock) ? { ...clock, stoppedOn: addDays(lastOn, 1) } : clock;

/** Whether the duty is still open. */
export const isRunning = ({ metOn, stoppedOn }: Clock): boolean => metOn === undefined && stoppedOn === undefined;

/**
 * Times that run out by themselves: once they are over nobody is late. A window was kept, and a proposal that nobody took
 * further lapses (A §3, §4).
 */
const runOut: Partial<Record<ClockKind, ClockStatus>> = {
  priorNoticeStatement: "met",
  publicNotice: "met",
  idlePreliminary: "missed",
};
export const runsOut = (kind: ClockKind): boolean => kind in runOut;

/** `overdue` is open and late; `missed` was done late or, late already, never; `stopped` ended in time without being done. */
export const clockStatus = (clock: Clock, today: LocalDate): ClockStatus => {
  if (clock.metOn !== undefined) return clock.metOn <= clock.dueOn ? "met" : "missed";
  if (clock.stoppedOn !== undefined) return clock.stoppedOn <= clock.dueOn ? "stopped" : "missed";
  if (today > clock.dueOn) return runOut[clock.kind] ?? "overdue";
  return today >= clock.warnOn ? "dueSoon" : "open";
};
