import type { EndingDue } from "../../../events/ending-due/v1.ts";
import type { EntryCommand } from "../../domain/entry/command.ts";
import { type Entry, hasEnded } from "../../domain/entry/entry.ts";
import type { EntryRules } from "../../domain/entry/rules.ts";
import { soonerEndOf } from "../../domain/entry/shorten.ts";
import type { Catalogue } from "../../domain/measure/measure.ts";
import { endedVersions, endingsAmong, handedOver, settledBy, versionName } from "../../domain/measure/ended.ts";
import { addDays, type LocalDate, shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import type { LimitingPolicy } from "../../policy/rulebook.ts";
import type { EndingLog, EndingQueue } from "../../ports/catalogue.ts";
import type { LiveEntries, StoredEntry } from "../../ports/entries.ts";
import { decideStored, type DecideEntryDeps } from "../entry/decide-entry.ts";
import { attempts, type House, platform, withOneCatalogue } from "../house.ts";

export interface StartEndingDeps extends Pick<House, "catalogue" | "now"> {
  /** The policies in force on a day that may shorten what stands from before. */
  readonly limitingOn: (day: LocalDate) => readonly LimitingPolicy[];
  readonly endings: EndingLog;
  readonly endingQueue: EndingQueue;
  readonly live: Pick<LiveEntries, "shards">;
}

export interface EndMeasuresDeps extends DecideEntryDeps, StartEndingDeps {
  readonly live: LiveEntries;
}

/** Entries looked at for one message, and of them decided side by side. */
const pageSize = 100;
const atOnce = 4;

/** How a policy stands in the log of what a shard was looked through for. */
const policyName = ({ policyVersion }: LimitingPolicy): string => `policy ${policyVersion}`;

/** Policies are worked in from the eve of their first day: on the day itself no read waits for a sweep (ADR 40). */
const limitingBy = (deps: StartEndingDeps, now: Date) => deps.limitingOn(addDays(shanghaiDate(now), 1));

/**
 * Sends a look through every shard in which an ended measure may still stand, or an entry longer than a later policy lets
 * it: after a retirement at once, and every hour, which finds what ran out and which policy comes into force. Costs two reads
 * when there is none. Gives how many shards are looked through.
 */
export const startEndings = async (deps: StartEndingDeps, correlationId: string): Promise<number> => {
  const now = deps.now();
  const ended = [
    ...endedVersions(await deps.catalogue(), shanghaiDate(now)).map(versionName),
    ...limitingBy(deps, now).map(policyName),
  ];
  if (ended.length === 0) return 0;
  const settled = await deps.endings.settled();
  const shards = Array.from({ length: deps.live.shards }, (_, shard) => shard).filter((shard) =>
    ended.some((name) => !settled.get(shard)?.has(name)),
  );
  const place = (shard: number) => ({ shard, begunAt: shanghaiInstant(now) });
  await deps.endingQueue.send(
    shards.map((shard) => ({ type: "ending-due", version: 1, correlationId, place: place(shard) })),
  );
  return shards.length;
};

/**
 * Lifts measures that were retired or ran out, wherever a published entry still has them, and ends sooner what a later policy
 * lets stand for less long: one page of a shard for each
 * message, and the next message says where to go on. Done again it finds what it did. A shard is settled only when it was
 * looked through long enough after the end: an entry may have been published meanwhile under the catalogue of before.
 * Gives how many entries changed.
 */
export const endMeasures = async (deps: EndMeasuresDeps, { place, correlationId }: EndingDue): Promise<number> => {
  if (!place) {
    await startEndings(deps, correlationId);
    return 0;
  }
  const house = await withOneCatalogue(deps);
  const page = await deps.live.page(place.shard, pageSize, place.after);
  const queue = [...page.items];
  let ended = 0;
  const work = async (): Promise<void> => {
    for (let stored = queue.pop(); stored; stored = queue.pop()) if (await endOf(house, stored, correlationId)) ended++;
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (page.next === null) await settle(house, place.shard, new Date(place.begunAt));
  else
    await deps.endingQueue.send([
      { type: "ending-due", version: 1, correlationId, place: { ...place, after: page.next } },
    ]);
  return ended;
};

const settle = async (deps: EndMeasuresDeps, shard: number, begun: Date): Promise<void> => {
  const now = deps.now();
  const over = [
    ...endedVersions(await deps.catalogue(), shanghaiDate(now))
      .filter((measure) => settledBy(measure, begun))
      .map(versionName),
    ...limitingBy(deps, now)
      .filter(({ inForceFrom }) => handedOver(inForceFrom, begun))
      .map(policyName),
  ];
  if (over.length > 0) await deps.endings.settle(shard, over);
};

/**
 * What is over of an entry: measures, and the time that a later policy takes off it. Where that was all, it ends at once with
 * its lifts.
 */
const commandsOn = (entry: Entry, rules: EntryRules, today: LocalDate, catalogue: Catalogue): EntryCommand[] => {
  const published = entry.state === "published";
  const sooner = hasEnded(entry) ? undefined : soonerEndOf(entry, rules);
  const ends: EntryCommand = published ? { name: "exit", reason: "expired" } : { name: "lapse" };
  return [
    ...(published ? endingsAmong(entry.measures, catalogue, today) : []).map(
      (ending) => ({ name: "endMeasures", ending }) as const,
    ),
    ...(sooner ? [{ name: "shortenPeriod" } as const] : []),
    ...(sooner && today > sooner.validTo ? [ends] : []),
  ];
};

/** Does to an entry what is over of it, in one decision. False when there is nothing. */
const endOf = async (deps: EndMeasuresDeps, found: StoredEntry, correlationId: string): Promise<boolean> => {
  let stored: StoredEntry | undefined = found;
  for (let attempt = 0; attempt < attempts && stored; attempt++) {
    const { entry } = stored;
    const at = deps.now();
    const today = shanghaiDate(at);
    const rules = deps.rulesFor({ determinedOn: entry.determinedOn ?? today, severity: entry.severity, on: today });
    const commands = commandsOn(entry, rules, today, await deps.catalogue());
    if (commands.length === 0) return false;
    const decided = await decideStored(deps, stored, () => commands, { by: platform, at, correlationId });
    if (!decided.ok) throw new Error(`${entry.entryId} was not ended or shortened: ${decided.refusal.code}`);
    if ((await deps.entries.commit(decided.value)) === "committed") return true;
    stored = await deps.entries.entry(entry.entryId);
  }
  if (!stored) return false;
  throw new Error(`entry ${found.entry.entryId} kept changing while what is over of it ended`);
};
