import { saidWith } from "../../domain/clock/alert.ts";
import { alertsOf } from "../../domain/disclosure/disclosure.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import type { DisclosureDue, DisclosureStore } from "../../ports/disclosures.ts";
import { attempts } from "../house.ts";
import { nobody, type SweepObserver } from "../alert/sweep-observer.ts";

export interface SweepDisclosuresDeps {
  readonly disclosures: Pick<DisclosureStore, "find">;
  readonly lateDisclosures: DisclosureDue;
}

/** What a sweep did; anything `failed` is found again by the next one. */
export interface DisclosureSweep {
  readonly late: number;
  readonly alerts: number;
  readonly failed: number;
}

/** Disclosures of one shard that are attended to side by side. */
const atOnce = 4;

/**
 * Raises one alert for each level of each clock of a disclosure: an agency that has not said where it published an act in
 * time (A §19, C 六), has not verified an objection, or a repair that waits. Publicity ends by itself. Late, early, double and skipped firing change nothing.
 */
export const sweepDisclosures = async (
  deps: SweepDisclosuresDeps,
  at: Date,
  observer: SweepObserver = nobody,
): Promise<DisclosureSweep> => {
  const report = { late: 0, alerts: 0, failed: 0 };
  const sweepShard = async (shard: number): Promise<void> => {
    for await (const ids of deps.lateDisclosures.due(shard, shanghaiDate(at))) {
      report.late += ids.length;
      for (let start = 0; start < ids.length; start += atOnce) {
        const some = ids.slice(start, start + atOnce);
        const outcomes = await Promise.allSettled(some.map((disclosureId) => attend(deps, disclosureId, at, observer)));
        for (const [place, outcome] of outcomes.entries()) {
          if (outcome.status === "fulfilled") report.alerts += outcome.value;
          else {
            report.failed++;
            observer.failed(some[place] ?? "", outcome.reason);
          }
        }
      }
    }
  };
  await Promise.all(Array.from({ length: deps.lateDisclosures.shards }, (_, shard) => sweepShard(shard)));
  return report;
};

const attend = async (
  deps: SweepDisclosuresDeps,
  disclosureId: string,
  at: Date,
  observer: SweepObserver,
): Promise<number> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const raised = await raise(deps, disclosureId, at, observer);
    if (raised !== undefined) return raised;
  }
  throw new Error(`disclosure ${disclosureId} kept changing during the sweep`);
};

/** How many were raised; nothing when it is being changed, and has to be read again. */
const raise = async (
  deps: SweepDisclosuresDeps,
  disclosureId: string,
  at: Date,
  observer: SweepObserver,
): Promise<number | undefined> => {
  const stored = await deps.disclosures.find(disclosureId);
  if (!stored) return 0;
  const { disclosure, alerted } = stored;
  const days = { upTo: shanghaiDate(at), said: alerted };
  let known = alerted;
  let raised = 0;
  for (const alert of alertsOf(disclosure, days, at)) {
    const outcome = await deps.lateDisclosures.raise({ disclosure, alerted: known }, alert);
    if (outcome !== "raised") observer.uncertain();
    if (outcome === "outrun") return undefined;
    known = saidWith(known, alert);
    if (outcome === "stood") continue;
    raised++;
    observer.raised(alert);
  }
  if (raised === 0) observer.uncertain();
  return raised;
};
