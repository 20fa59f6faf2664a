import { type EntryEvent, isEntryEvent } from "../../../events/catalogue.ts";
import type { WorkingDays } from "../../domain/clock/clock.ts";
import type { Entry } from "../../domain/entry/entry.ts";
import { evolve } from "../../domain/entry/evolve.ts";
import type { Rulebook } from "../../policy/rulebook.ts";
import type { DecisionLog } from "../../ports/decisions.ts";
import type { EntryReader, LiveEntries } from "../../ports/entries.ts";
import { inFlight } from "../../kernel/in-flight.ts";
import { comparePolicies, type Difference } from "./compare-policies.ts";

export interface TryPolicyDeps {
  readonly live: LiveEntries;
  readonly decisions: Pick<DecisionLog, "ofHour">;
  readonly reader: Pick<EntryReader, "history">;
  readonly calendar: WorkingDays;
  readonly now: Rulebook;
  readonly then: Rulebook;
}

/** An entry of which something would be otherwise. */
export interface Tried {
  readonly entry: Entry;
  readonly differences: readonly Difference[];
}

const atOnce = 16;
const hourMs = 3_600_000;

/**
 * Tries policies against recorded history: of every subject that has a live entry, or of whom something was decided between
 * two instants, the whole history. Nothing is scanned: live entries stand in the due-date index, decisions in the directory
 * of their hours. Calls `tried` for each entry with what would be otherwise, and gives how many there were.
 */
export const tryPolicy = async (
  deps: TryPolicyDeps,
  { from, to }: { readonly from: Date; readonly to: Date },
  tried: (entry: Tried) => void,
): Promise<{ readonly subjects: number; readonly entries: number; readonly differing: number }> => {
  const subjects = new Set<string>();
  for (let shard = 0; shard < deps.live.shards; shard++)
    for (let after: string | undefined | null = undefined; after !== null;) {
      const page: Awaited<ReturnType<LiveEntries["page"]>> = await deps.live.page(shard, 100, after);
      for (const { entry } of page.items) subjects.add(entry.subjectId);
      after = page.next;
    }
  const looking = inFlight(atOnce);
  for (const hour of hoursBetween(from, to))
    await looking.start(async () => {
      for await (const places of deps.decisions.ofHour(hour))
        for (const { subjectId } of places) subjects.add(subjectId);
    });
  await looking.done();

  let [entries, differing] = [0, 0];
  const replaying = inFlight(atOnce);
  for (const subjectId of [...subjects].sort())
    await replaying.start(async () => {
      for (const events of lives(await deps.reader.history(subjectId))) {
        entries++;
        const differences = comparePolicies(events, deps, deps.calendar);
        const entry = events.reduce<Entry | undefined>(evolve, undefined);
        if (!entry || differences.length === 0) continue;
        differing++;
        tried({ entry, differences });
      }
    });
  await replaying.done();
  return { subjects: subjects.size, entries, differing };
};

/** The hours of Shanghai's wall clock from one instant to another, as decisions are filed by them. */
const hoursBetween = (from: Date, to: Date): readonly string[] => {
  const first = Math.floor(from.getTime() / hourMs);
  const count = Math.max(0, Math.floor(to.getTime() / hourMs) - first + 1);
  return Array.from({ length: count }, (_, index) => new Date((first + index + 8) * hourMs).toISOString().slice(0, 13));
};

/** A subject's events, entry by entry. */
const lives = (history: Awaited<ReturnType<EntryReader["history"]>>): readonly (readonly EntryEvent[])[] => {
  const found = new Map<string, EntryEvent[]>();
  for (const event of history.filter(isEntryEvent))
    found.set(event.entryId, [...(found.get(event.entryId) ?? []), event]);
  return [...found.values()];
};
