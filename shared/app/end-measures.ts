import type { EndingDue } from "../../events/ending-due/v1.ts";
import { endedVersions, endingsAmong, settledBy, versionName } from "../domain/measure/ended.ts";
import { shanghaiDate, shanghaiInstant } from "../kernel/local-date.ts";
import type { EndingLog, EndingQueue } from "../ports/catalogue.ts";
import type { LiveEntries, StoredEntry } from "../ports/entries.ts";
import { decideStored, type DecideEntryDeps } from "./decide-entry.ts";
import { attempts, type House, withOneCatalogue } from "./house.ts";
import { platform } from "./sweep-due.ts";

export interface StartEndingDeps extends Pick<House, "catalogue" | "now"> {
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

/**
 * Sends a look through every shard in which an ended measure may still stand: after a retirement at once, and every hour,
 * which finds what ran out. Costs two reads when there is none. Gives how many shards are looked through.
 */
export const startEndings = async (deps: StartEndingDeps, correlationId: string): Promise<number> => {
  const now = deps.now();
  const ended = endedVersions(await deps.catalogue(), shanghaiDate(now)).map(versionName);
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
 * Lifts measures that were retired or ran out, wherever a published entry still has them: one page of a shard for each
 * message, and the next message says where to go on. Done again it finds what it did. A shard is settled only when it was
 * looked through long enough after the end: an entry may have been published meanwhile under the catalogue of before.
 * Gives how many entries lost measures.
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
  const over = endedVersions(await deps.catalogue(), shanghaiDate(deps.now())).filter((measure) =>
    settledBy(measure, begun),
  );
  if (over.length > 0) await deps.endings.settle(shard, over.map(versionName));
};

/** Ends what has ended among an entry's measures, in one decision. False when there is nothing to end. */
const endOf = async (deps: EndMeasuresDeps, found: StoredEntry, correlationId: string): Promise<boolean> => {
  let stored: StoredEntry | undefined = found;
  for (let attempt = 0; attempt < attempts && stored; attempt++) {
    const { entry } = stored;
    const at = deps.now();
    const endings =
      entry.state === "published" ? endingsAmong(entry.measures, await deps.catalogue(), shanghaiDate(at)) : [];
    if (endings.length === 0) return false;
    const decided = await decideStored(deps, stored, () => endings.map((ending) => ({ name: "endMeasures", ending })), {
      by: platform,
      at,
      correlationId,
    });
    if (!decided.ok) throw new Error(`measures of ${entry.entryId} were not ended: ${decided.refusal.code}`);
    if ((await deps.entries.commit(decided.value)) === "committed") return true;
    stored = await deps.entries.entry(entry.entryId);
  }
  if (!stored) return false;
  throw new Error(`entry ${found.entry.entryId} kept changing while its measures ended`);
};
