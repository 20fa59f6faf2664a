import { accepted, refused } from "../../kernel/result.ts";
import { type Clock, isRunning } from "../clock/clock.ts";
import type { Move } from "../clock/move.ts";
import { refusal } from "../refusal.ts";
import type { Decided } from "./command.ts";
import type { Entry } from "./entry.ts";

const daysOf = ({ warnOn, dueOn, escalateOn, provisional }: Clock) => ({
  warnOn,
  dueOn,
  ...(escalateOn === undefined ? {} : { escalateOn }),
  provisional,
});

/**
 * Moves duties of an entry to the days that the changed calendar gives them, each as an event with the days before and
 * after (SPEC "Working days and clocks"). Refuses when none of them is open any more.
 */
export const moveClocks = (entry: Entry, moves: readonly Move[]): Decided => {
  const open = moves.filter(({ before }) =>
    entry.clocks.some((clock) => clock.clockId === before.clockId && isRunning(clock)),
  );
  if (open.length === 0) return refused(refusal("clocks.unmoved", "没有须变更的期限 / no duty of it is open"));
  return accepted(
    open.map(({ before, after }) => ({
      type: "clock-moved",
      version: 1,
      data: { clockId: before.clockId, kind: before.kind, before: daysOf(before), after: daysOf(after) },
    })),
  );
};
