import type { LocalDate } from "../../kernel/local-date.ts";
import type { Clock } from "../clock/clock.ts";
import { type Move, sameDays, wrongAlerts } from "../clock/move.ts";
import type { DisclosureHappening } from "./decide.ts";
import { type Disclosure, lastDayOf } from "./disclosure.ts";

const daysOf = ({ warnOn, dueOn, escalateOn, provisional }: Clock) => ({
  warnOn,
  dueOn,
  ...(escalateOn === undefined ? {} : { escalateOn }),
  provisional,
});

/** Open duties of an act on the days that the changed calendar gives them, as one event with the days before and after. */
export const clocksMoved = (moves: readonly Move[]): DisclosureHappening => ({
  type: "disclosure-clocks-moved",
  version: 1,
  data: {
    moves: moves.map(({ before, after }) => ({
      clockId: before.clockId,
      kind: before.kind,
      before: daysOf(before),
      after: daysOf(after),
    })),
  },
});

/**
 * The alerts that a corrected act makes wrong: its duties begin on another day, or an application for repair is over with its
 * publicity on another one, and what was said is not called for by the days that hold now (A §19, §22).
 */
export const alertsCorrected = (
  before: Disclosure,
  after: Disclosure,
  said: readonly string[],
  today: LocalDate,
): string[] =>
  after.clocks.flatMap((clock) => {
    const was = before.clocks.find(({ clockId }) => clockId === clock.clockId);
    const lastOn = lastDayOf(clock, after);
    if (!was || (sameDays(was, clock) && lastDayOf(was, before) === lastOn)) return [];
    const upTo = lastOn !== undefined && lastOn < today ? lastOn : today;
    return wrongAlerts({ before: was, after: clock }, upTo, said);
  });
