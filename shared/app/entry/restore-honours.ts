import { mostEndedAtOnce } from "../../domain/entry/consequences.ts";
import type { Entry } from "../../domain/entry/entry.ts";
import { endOfFollower, honoursToRestore } from "../../domain/entry/undoing.ts";
import { identifierOf } from "../../domain/entry/summary.ts";
import { type DecideEntryDeps, mergedWith } from "./decide-entry.ts";
import { decidedOn, onResting } from "./resting-entries.ts";
import type { Stamp } from "./take-decision.ts";

/**
 * Undoes what an entry that proved an error did to other subjects (A §22): honours of whom its own has gone into come back, and the
 * entries of persons that rest on it as answering for it end as errors too (C 十四). Done again it finds nothing to do.
 */
export const undoElsewhere = async (deps: DecideEntryDeps, entry: Entry, stamp: Stamp): Promise<void> => {
  await restoreHonours(deps, identifierOf(entry), stamp);
  await onResting(
    deps,
    entry,
    (rests) => endOfFollower(rests, "所涉单位的黑名单记录认定有误").map(({ command }) => command),
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
    if (await decidedOn(deps, entryId, () => [{ name: "reinstate", beside: whole }], stamp)) restored++;
  return restored;
};
