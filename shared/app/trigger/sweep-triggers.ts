import { alertsWithin, nextSayAfter } from "../../domain/clock/alert.ts";
import { movableUntil } from "../../domain/clock/move.ts";
import { triggerIdOf, triggerOn } from "../../domain/trigger/trigger.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import type { TriggerWatch, TriggerWatches } from "../../ports/triggers.ts";
import { nobody, type SweepObserver } from "../alert/sweep-observer.ts";

export interface SweepTriggersDeps {
  readonly watches: TriggerWatches;
}

/** What a sweep did; anything `failed` is found again by the next one, as is what was left when it was enough. */
export interface TriggerSweepReport {
  readonly alerts: number;
  readonly failed: number;
}

/** Watches of one shard that are attended to side by side. */
const atOnce = 4;
/** Watches of one shard in one sweep: it ends in time after a very large file too, and the next hour goes on. */
const most = 2_000;

/**
 * Raises one alert for each level of each clock of a trigger: nobody took note, nobody reported back, a lift was not
 * confirmed. It reads what is due and nothing else. `at` is the instant of the schedule: late, early, double and skipped
 * firing change nothing, because the triggers are read again and the alerts follow from their clocks.
 */
export const sweepTriggers = async (
  deps: SweepTriggersDeps,
  at: Date,
  observer: SweepObserver = nobody,
): Promise<TriggerSweepReport> => {
  let alerts = 0;
  let failed = 0;
  const sweepShard = async (shard: number): Promise<void> => {
    let attended = 0;
    for await (const watches of deps.watches.due(shard, shanghaiDate(at))) {
      for (let start = 0; start < watches.length; start += atOnce) {
        const some = watches.slice(start, start + atOnce);
        const outcomes = await Promise.allSettled(some.map((watch) => attend(deps, watch, at, observer)));
        for (const [place, outcome] of outcomes.entries()) {
          if (outcome.status === "fulfilled") alerts += outcome.value;
          else {
            failed++;
            observer.failed(some[place]?.entryId ?? "", outcome.reason);
          }
        }
      }
      attended += watches.length;
      if (attended >= most) return;
    }
  };
  await Promise.all(Array.from({ length: deps.watches.shards }, (_, shard) => sweepShard(shard)));
  return { alerts, failed };
};

/**
 * Raises what the clocks under a watch call for today, and only then looks away until they call again. Where everything was
 * said, the watch stands for as long as a change of the calendar may take something back: that finds clocks by their watches.
 */
const attend = async (
  { watches }: SweepTriggersDeps,
  watch: TriggerWatch,
  at: Date,
  observer: SweepObserver,
): Promise<number> => {
  const today = shanghaiDate(at);
  const triggers = (await watches.triggers(watch)).map((trigger) => triggerOn(trigger, today));
  const alerts = triggers.flatMap((trigger) => {
    const about = { entryId: trigger.entryId, triggerId: triggerIdOf(trigger) };
    return alertsWithin(trigger.clocks, about, { from: watch.dueOn, upTo: today }, at);
  });
  const raised = alerts.length === 0 ? [] : await watches.raise(alerts);
  raised.forEach(observer.raised);
  if (raised.length < alerts.length) observer.uncertain();
  const clocks = triggers.flatMap((trigger) => trigger.clocks);
  await watches.next(watch, nextSayAfter(clocks, today) ?? movableUntil(clocks, today));
  return raised.length;
};
