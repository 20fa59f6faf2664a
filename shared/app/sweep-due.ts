import type { AlertRaised } from "../../events/alert-raised/v1.ts";
import type { Actor } from "../../events/envelope.ts";
import { clockStatus } from "../domain/clock/clock.ts";
import type { Entry } from "../domain/entry/entry.ts";
import { derivedKey } from "../kernel/ids.ts";
import { shanghaiDate, shanghaiInstant } from "../kernel/local-date.ts";
import type { DueStore, StoredEntry } from "../ports/entries.ts";
import { type AdvanceEntryDeps, decideStored } from "./advance-entry.ts";
import { attempts } from "./house.ts";

export interface SweepDeps extends AdvanceEntryDeps {
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

/** The platform itself, where a rule of time acts and no officer does. */
const platform: Actor = { agencyId: "platform", name: "信衡平台", clientId: "platform" };
/** Entries of one shard that are attended to side by side. */
const atOnce = 4;

/**
 * Ends what has run out and raises one alert for each clock that is late. `at` is the instant of the schedule: late,
 * early, double and skipped firing change nothing, because every entry is read again and decided again.
 */
export const sweepDue = async (deps: SweepDeps, at: Date, correlationId: string): Promise<SweepReport> => {
  const report = { due: 0, exited: 0, lapsed: 0, alerts: 0, failed: 0 };
  const sweepShard = async (shard: number): Promise<void> => {
    for await (const ids of deps.due.due(shard, shanghaiDate(at))) {
      report.due += ids.length;
      for (let start = 0; start < ids.length; start += atOnce)
        count(
          report,
          await Promise.allSettled(
            ids.slice(start, start + atOnce).map((entryId) => attend(deps, entryId, at, correlationId)),
          ),
        );
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

const attend = async (
  deps: SweepDeps,
  entryId: string,
  at: Date,
  correlationId: string,
): Promise<Attention | undefined> => {
  const today = shanghaiDate(at);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await deps.entries.entry(entryId);
    if (!stored) return undefined;
    const { entry } = stored;
    if (entry.state === "exited" || entry.state === "abandoned") return undefined;
    if (today <= entry.validTo) {
      const raised = await raiseAlerts(deps, stored, at);
      if (raised) return raised;
      continue;
    }

    const exits = entry.state === "published";
    const decided = await decideStored(
      deps,
      stored,
      () => [exits ? { name: "exit", reason: "expired" } : { name: "lapse" }],
      { by: platform, at, correlationId },
    );
    if (!decided.ok) throw new Error(`sweep refused on ${entryId}: ${decided.refusal.code}`);
    if ((await deps.entries.commit(decided.value)) === "committed")
      return { did: exits ? "exited" : "lapsed", count: 1 };
  }
  throw new Error(`entry ${entryId} kept changing during the sweep`);
};

/** Gives nothing when the entry is being changed: it is read again, or an alert would be noted that nobody raised. */
const raiseAlerts = async (
  deps: SweepDeps,
  { entry, alerted }: StoredEntry,
  at: Date,
): Promise<Attention | undefined> => {
  const late = entry.clocks.filter(
    (clock) => clockStatus(clock, shanghaiDate(at)) === "overdue" && !alerted.includes(clock.clockId),
  );
  let known = alerted;
  let count = 0;
  for (const clock of late) {
    known = [...known, clock.clockId];
    const outcome = await deps.due.raise(entry, known, alertOf(entry, clock, at));
    if (outcome === "outrun") return undefined;
    if (outcome === "raised") count++;
  }
  return { did: "alerts", count };
};

const alertOf = (entry: Entry, clock: Entry["clocks"][number], at: Date): AlertRaised => ({
  type: "alert-raised",
  version: 1,
  alertId: `alr_${derivedKey("alert", clock.clockId, "overdue")}`,
  level: "overdue",
  clockId: clock.clockId,
  kind: clock.kind,
  agencyId: clock.agencyId,
  entryId: entry.entryId,
  dueOn: clock.dueOn,
  raisedAt: shanghaiInstant(at),
});
