import type { AlertLevel } from "../../../events/vocabulary.ts";
import { addDays, type LocalDate } from "../../kernel/local-date.ts";
import { alertIdOf, loudestSaid, loudness, saidWith, says } from "./alert.ts";
import { type Clock, type ClockDays, isRunning } from "./clock.ts";

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

/** What a change comes to for a clock: nothing where it is over, or where its days stay as they are. */
export const moveOf = (clock: Clock, days: ClockDays): Move[] => {
  const same =
    clock.warnOn === days.warnOn &&
    clock.dueOn === days.dueOn &&
    clock.escalateOn === days.escalateOn &&
    clock.provisional === days.provisional;
  return same || !isRunning(clock) ? [] : [{ before: clock, after: movedTo(clock, days) }];
};

const dayOf = (clock: Clock, level: AlertLevel): LocalDate | undefined =>
  says(clock).find((say) => say.level === level)?.on;

/** The alerts that may stand and are wrong now: called for by today under the old days, and not under the new ones. */
export const wrongAlerts = ({ before, after }: Move, today: LocalDate): string[] =>
  says(before).flatMap((say) => {
    const now = dayOf(after, say.level);
    return say.on <= today && (now === undefined || now > today) ? [alertIdOf(before, say)] : [];
  });

/** What has been said about a clock, less what was taken back. */
export const saidAfter = (said: readonly string[], { before, after }: Move, today: LocalDate): string[] => {
  const loudest = loudestSaid(before.clockId, said);
  const others = said.filter((word) => !word.startsWith(`${before.clockId}#`));
  if (loudest === undefined) return others;
  const stands = says(after)
    .filter(({ level, on }) => on <= today && loudness(level) <= loudness(loudest))
    .at(-1);
  return stands ? saidWith(others, { clockId: after.clockId, level: stands.level }) : others;
};

/** The first day on which something is to be said about moved clocks that was not called for by today under the old days. */
export const firstUnsaid = (moves: readonly Move[], today: LocalDate): LocalDate | undefined =>
  moves
    .flatMap(({ before, after }) =>
      says(after).flatMap(({ level, on }) => ((dayOf(before, level) ?? "9999") > today || on > today ? [on] : [])),
    )
    .sort()[0];
