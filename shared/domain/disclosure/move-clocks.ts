import type { Clock } from "../clock/clock.ts";
import type { Move } from "../clock/move.ts";
import type { DisclosureHappening } from "./decide.ts";

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
