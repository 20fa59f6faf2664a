import type { AlertLevel } from "../../../events/vocabulary.ts";
import { addDays, type LocalDate } from "../../kernel/local-date.ts";
import { alertIdOf, levelDays, says, standingAt } from "./alert.ts";
import { type Clock, type ClockDays, isRunning, runsOut } from "./clock.ts";

/** How many days after its due day a duty may still be told the office: what is due earlier cannot move any more. */
export const longestEscalation = 120;

/** The day until which open clocks may move after everything was said about them; none where all are over, or it has passed. */
export const movableUntil = (clocks: readonly Clock[], today: LocalDate): LocalDate | undefined => {
  const last = clocks
    .filter(isRunning)
    .map(({ dueOn }) => addDays(dueOn, longestEscalation))
    .sort()
    .at(-1);
  return last !== undefined && last > today ? last : undefined;
};

/** An open duty before and after a change of the working calendar. */
export interface Move {
  readonly before: Clock;
  readonly after: Clock;
}

/** The clock on other days; the due days that it had are kept with it. */
export const movedTo = (clock: Clock, { escalateOn, ...days }: ClockDays): Clock => {
  const { escalateOn: _, ...rest } = clock;
  return {
    ...rest,
    ...days,
    ...(escalateOn === undefined ? {} : { escalateOn }),
    ...(days.dueOn === clock.dueOn ? {} : { movedFrom: [...(clock.movedFrom ?? []), clock.dueOn] }),
  };
};

export const sameDays = (clock: ClockDays, other: ClockDays): boolean =>
  clock.warnOn === other.warnOn && clock.dueOn === other.dueOn && clock.escalateOn === other.escalateOn;

/**
 * What a change comes to for a clock: nothing where it is over, or where its days stay as they are. A time that runs out by
 * itself was told and is never made shorter (ADR 33).
 */
export const moveOf = (clock: Clock, days: ClockDays): Move[] => {
  if (runsOut(clock.kind) && days.dueOn < clock.dueOn) return [];
  const same = sameDays(clock, days) && clock.provisional === days.provisional;
  return same || !isRunning(clock) ? [] : [{ before: clock, after: movedTo(clock, days) }];
};

/** Whether a level is called for on a day, and was before the duty was done. */
const calledFor = (clock: Clock, level: AlertLevel, today: LocalDate): boolean => {
  const { metOn = today, stoppedOn = today } = clock;
  const on = levelDays(clock).find((say) => say.level === level)?.on ?? "9999";
  return on <= today && on <= metOn && on <= stoppedOn;
};

/**
 * The alerts that stand and are wrong now: the new days do not call for them by today. Of a duty of which nobody keeps what
 * was said, those that the old days called for.
 */
export const wrongAlerts = ({ before, after }: Move, today: LocalDate, said?: readonly string[]): string[] =>
  levelDays(before).flatMap((say) => {
    if (calledFor(after, say.level, today)) return [];
    if (said) return standingAt(before.clockId, say.level, said);
    return isRunning(before) && say.on <= today ? [alertIdOf(before, say.level)] : [];
  });

/** What has been said, less what was taken back. */
export const saidWithout = (said: readonly string[], wrong: readonly string[]): string[] =>
  said.filter((word) => !wrong.some((alertId) => word.endsWith(`#${alertId}`)));

/**
 * The first day for which something may have to be said about moved clocks: that of the loudest level that the new days call
 * for by today, or of the first that they will call for. What is said already stands, and is not said twice.
 */
export const firstUnsaid = (moves: readonly Move[], today: LocalDate): LocalDate | undefined =>
  moves
    .flatMap(({ before, after }) => {
      const days = sameDays(before, after) ? [] : says(after).map(({ on }) => on);
      return days.findLast((on) => on <= today) ?? days[0] ?? [];
    })
    .sort()[0];
