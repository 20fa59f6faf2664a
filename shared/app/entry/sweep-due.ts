import { alertsWithin, saidWith } from "../../domain/clock/alert.ts";
import { hasEnded, isIdle, livingClocks } from "../../domain/entry/entry.ts";
import { endedInError } from "../../domain/entry/undoing.ts";
import { identifierOf } from "../../domain/entry/summary.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import type { DueStore, StoredEntry } from "../../ports/entries.ts";
import { decideStored, type DecideEntryDeps, endOverridden } from "./decide-entry.ts";
import { attempts, platform, withOneCatalogue } from "../house.ts";
import { undoElsewhere } from "./restore-honours.ts";
import { nobody, type SweepObserver } from "../alert/sweep-observer.ts";
import { leavesOver } from "./take-decision.ts";

export interface SweepDeps extends DecideEntryDeps {
  readonly due: DueStore;
}

/** What a sweep did; anything `failed` is found again by the next one. */
export interface SweepReport {
  /** Entries that it found to look at. */
  readonly due: number;
  readonly exited: number;
  readonly lapsed: number;
  readonly alerts: number;
  readonly failed: number;
}

/** Entries of one shard that are attended to side by side. */
const atOnce = 4;

/**
 * Ends what has run out and raises one alert for each clock and level. `at` is the instant of
 * the schedule: late, early, double and skipped firing change nothing, because every entry is read again and decided again.
 */
export const sweepDue = async (
  deps: SweepDeps,
  at: Date,
  correlationId: string,
  observer: SweepObserver = nobody,
): Promise<SweepReport> => {
  const report = { due: 0, exited: 0, lapsed: 0, alerts: 0, failed: 0 };
  const house = await withOneCatalogue(deps);
  const sweepShard = async (shard: number): Promise<void> => {
    for await (const ids of deps.due.due(shard, shanghaiDate(at))) {
      report.due += ids.length;
      for (let start = 0; start < ids.length; start += atOnce) {
        const some = ids.slice(start, start + atOnce);
        const read = await readTogether(house, some);
        const outcomes = await Promise.allSettled(
          some.map((entryId) => attend(house, entryId, { at, correlationId, observer }, read.get(entryId))),
        );
        for (const [place, outcome] of outcomes.entries())
          if (outcome.status === "rejected") observer.failed(some[place] ?? "", outcome.reason);
        count(report, outcomes);
      }
    }
  };
  await Promise.all(Array.from({ length: deps.due.shards }, (_, shard) => sweepShard(shard)));
  return report;
};

const count = (
  report: { -readonly [K in keyof SweepReport]: SweepReport[K] },
  outcomes: readonly PromiseSettledResult<Attention | undefined>[],
): void => {
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") report.failed++;
    else if (outcome.value) report[outcome.value.did] += outcome.value.count;
  }
};

type Attention = { readonly did: "exited" | "lapsed" | "alerts"; readonly count: number };

/** The sweep that attends to entries. */
interface Sweep {
  readonly at: Date;
  readonly correlationId: string;
  readonly observer: SweepObserver;
}

/** Reads some entries in one request. Where that fails each is read by itself, so that one of them does not hold up the others. */
const readTogether = async (
  { entries }: SweepDeps,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, StoredEntry>> => {
  try {
    return await entries.entries(entryIds);
  } catch {
    return new Map();
  }
};

const attend = async (
  deps: SweepDeps,
  entryId: string,
  sweep: Sweep,
  read: StoredEntry | undefined,
): Promise<Attention | undefined> => {
  const { at, correlationId } = sweep;
  const today = shanghaiDate(at);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = (attempt === 0 ? read : undefined) ?? (await deps.entries.entry(entryId));
    if (!stored) return undefined;
    const { entry } = stored;
    const ended = hasEnded(entry);
    // Others may not have been made good for yet: whoever decided was cut off.
    const inError = endedInError(entry);
    if (inError) await undoElsewhere(deps, entry, { by: platform, at, correlationId });
    if (ended || (today <= entry.validTo && !isIdle(entry, today))) {
      const alerts = await raiseAlerts(deps, stored, sweep);
      if (!alerts) continue;
      // A person may be listed this moment by somebody who still read it in force: for that day it is looked at again.
      const settled = entry.responsiblePersons === undefined || entry.exitedOn === undefined || today > entry.exitedOn;
      if (inError && settled && alerts.raised === 0) await deps.due.settle(entry, alerts.known);
      if (ended) return { did: "alerts", count: alerts.raised };
      // Nothing of it is late and nothing of it ends: red entries of its subject are left over from its decision.
      if (alerts.raised === 0 && entry.determinedOn !== undefined && entry.list !== "red" && !hasEnded(entry)) {
        await endOverridden(deps, identifierOf(entry), { by: platform, at, correlationId });
        await deps.due.settle(entry, alerts.known);
      }
      return { did: "alerts", count: alerts.raised };
    }

    const exits = entry.state === "published";
    const decided = await decideStored(
      deps,
      stored,
      () => [exits ? { name: "exit", reason: "expired" } : { name: "lapse" }],
      { by: platform, at, correlationId },
    );
    // Its idle days have become more with the working calendar: it is looked at again with the next sweep.
    if (!decided.ok && decided.refusal.code === "lapse.stillValid") return undefined;
    if (!decided.ok) throw new Error(`sweep refused on ${entryId}: ${decided.refusal.code}`);
    if ((await deps.entries.commit(decided.value)) !== "committed") continue;
    if (leavesOver(decided.value)) await endOverridden(deps, identifierOf(entry), { by: platform, at, correlationId });
    return { did: exits ? "exited" : "lapsed", count: 1 };
  }
  throw new Error(`entry ${entryId} kept changing during the sweep`);
};

/**
 * Gives how many were raised, and what has been said about its clocks now. Gives nothing when the entry is being changed:
 * it is read again, or an alert would be noted that nobody raised.
 */
const raiseAlerts = async (
  deps: SweepDeps,
  { entry, alerted }: StoredEntry,
  sweep: Sweep,
): Promise<{ readonly raised: number; readonly known: readonly string[] } | undefined> => {
  let known = alerted;
  let raised = 0;
  const days = { upTo: shanghaiDate(sweep.at), said: alerted };
  for (const alert of alertsWithin(livingClocks(entry), { entryId: entry.entryId }, days, sweep.at)) {
    const outcome = await deps.due.raise({ entry, alerted: known }, alert);
    if (outcome !== "raised") sweep.observer.uncertain();
    if (outcome === "outrun") return undefined;
    known = saidWith(known, alert);
    if (outcome === "stood") continue;
    raised++;
    sweep.observer.raised(alert);
  }
  if (raised === 0) sweep.observer.uncertain();
  return { raised, known };
};
