import type { TriggerKind, TriggerStatus } from "../../../events/vocabulary.ts";
import { triggerKind } from "../../../events/vocabulary.ts";
import { clockStatus } from "../../domain/clock/clock.ts";
import { isUnsettled, triggerOn, unsettled } from "../../domain/trigger/trigger.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { TriggerOutline, TriggerStore } from "../../ports/triggers.ts";

export interface CountTriggersDeps {
  readonly triggers: Pick<TriggerStore, "outlines">;
  readonly now: () => Date;
}

/** How much waits in an inbox, and how much of it is late. */
export interface TriggerCounts {
  readonly open: number;
  /** With a clock that ran out while nothing was said. */
  readonly overdue: number;
  readonly byStatus: Readonly<Partial<Record<TriggerStatus, number>>>;
  readonly byKind: Readonly<Record<TriggerKind, { readonly open: number; readonly overdue: number }>>;
  /** False when there is more than was counted. */
  readonly complete: boolean;
}

/** Open triggers of one status that are counted at most: a hundred pages of what the engine gives at once. */
const most = 100_000;

/**
 * Counts what waits in the caller's inbox. It is counted when asked and kept nowhere: a count that is kept costs a write for
 * each trigger made and each answer, on one item that all of them contend for, and drifts when a worker ends in between.
 */
export const countTriggers = async (deps: CountTriggersDeps, caller: Caller): Promise<TriggerCounts> => {
  const today = shanghaiDate(deps.now());
  const counts = {
    open: 0,
    overdue: 0,
    byStatus: Object.fromEntries(unsettled.map((status) => [status, 0])) as Record<TriggerStatus, number>,
    byKind: Object.fromEntries(triggerKind.options.map((kind) => [kind, { open: 0, overdue: 0 }])) as Record<
      TriggerKind,
      { open: number; overdue: number }
    >,
    complete: true,
  };
  const countStatus = async (status: TriggerStatus): Promise<void> => {
    let seen = 0;
    for await (const page of deps.triggers.outlines(caller.agencyId, status)) {
      for (const trigger of page.map((outline) => triggerOn(outline, today)).filter(isUnsettled)) {
        const late = isOverdue(trigger, today) ? 1 : 0;
        counts.open++;
        counts.overdue += late;
        counts.byStatus[status]++;
        counts.byKind[trigger.kind].open++;
        counts.byKind[trigger.kind].overdue += late;
      }
      seen += page.length;
      if (seen >= most) {
        counts.complete = false;
        return;
      }
    }
  };
  await Promise.all(unsettled.map(countStatus));
  return counts;
};

const isOverdue = ({ clocks }: TriggerOutline, today: LocalDate): boolean =>
  clocks.some((clock) => clockStatus(clock, today) === "overdue");
