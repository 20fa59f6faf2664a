import { mostEndedAtOnce } from "../../domain/entry/consequences.ts";
import type { EntryCommand } from "../../domain/entry/command.ts";
import type { Entry } from "../../domain/entry/entry.ts";
import { restingOn } from "../../domain/entry/responsible.ts";
import { endOfFollower, honoursToRestore } from "../../domain/entry/undoing.ts";
import { identifierOf } from "../../domain/entry/summary.ts";
import { decideStored, type DecideEntryDeps, mergedWith } from "./decide-entry.ts";
import { attempts } from "../house.ts";
import type { Stamp } from "./take-decision.ts";

/**
 * Undoes what an entry that proved an error did to other subjects (A §22): honours of whom its own has gone into come back, and the
 * entries of persons that rest on it as answering for it end as errors too (C 十四). Done again it finds nothing to do.
 */
export const undoElsewhere = async (deps: DecideEntryDeps, entry: Entry, stamp: Stamp): Promise<void> => {
  await restoreHonours(deps, identifierOf(entry), stamp);
  for (const { subjectId } of entry.responsiblePersons ?? [])
    if (subjectId !== undefined)
      for (const entryId of restingOn(entry, await deps.entries.history(subjectId)))
        await decidedOn(
          deps,
          entryId,
          (rests) => endOfFollower(rests, "所涉单位的黑名单记录认定有误")[0]?.command,
          stamp,
        );
};

/**
 * Brings back the red entries of those with whom a subject was merged, and its own, after a listing of the subject's proved an
 * error: each by a decision of its own, which refuses it while anything of any of them stands over it or its time is over. Done
 * again it finds nothing to do. Gives how many came back.
 */
const restoreHonours = async (deps: DecideEntryDeps, identifier: string, stamp: Stamp): Promise<number> => {
  const whole = await mergedWith(deps, identifier);
  if (!whole?.predecessors) return 0;
  const histories = await Promise.all(
    [whole, ...whole.predecessors].map(({ subjectId }) => deps.entries.history(subjectId)),
  );
  let restored = 0;
  for (const entryId of honoursToRestore(histories).slice(0, mostEndedAtOnce))
    if (await decidedOn(deps, entryId, () => ({ name: "reinstate", beside: whole }), stamp)) restored++;
  return restored;
};

/** Whether a command that an entry calls for was carried out; not where it calls for none, or the rules refuse it. */
const decidedOn = async (
  deps: DecideEntryDeps,
  entryId: string,
  commandFor: (entry: Entry) => EntryCommand | undefined,
  stamp: Stamp,
): Promise<boolean> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await deps.entries.entry(entryId);
    if (!stored) throw new Error(`entry ${entryId} stands in a history but not in the list`);
    const command = commandFor(stored.entry);
    if (!command) return false;
    const decided = await decideStored(deps, stored, () => [command], stamp);
    if (!decided.ok) return false;
    if ((await deps.entries.commit(decided.value)) === "committed") return true;
  }
  throw new Error(`entry ${entryId} kept changing`);
};
