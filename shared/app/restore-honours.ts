import { mostEndedAtOnce } from "../domain/entry/consequences.ts";
import { honoursToRestore } from "../domain/entry/undoing.ts";
import { usccIdentifier } from "../domain/subject/standing.ts";
import { decideStored, type DecideEntryDeps } from "./decide-entry.ts";
import { attempts } from "./house.ts";
import type { Stamp } from "./take-decision.ts";

/**
 * Brings back the red entries of those that a subject has gone into, after a listing of the subject's proved an error: each by
 * a decision of its own, which refuses it while anything else stands over it or its time is over. Done again it finds nothing
 * to do. Gives how many came back.
 */
export const restoreHonours = async (deps: DecideEntryDeps, identifier: string, stamp: Stamp): Promise<number> => {
  let restored = 0;
  for (let next = (await deps.entries.standing(identifier))?.successor; next;) {
    const successor = await deps.entries.standing(usccIdentifier(next.uscc));
    if (!successor) throw new Error(`${next.subjectId} has no standing`);
    const [own = [], ...predecessors] = await Promise.all(
      [successor, ...(successor.predecessors ?? [])].map(({ subjectId }) => deps.entries.history(subjectId)),
    );
    for (const entryId of honoursToRestore(own, predecessors).slice(0, mostEndedAtOnce))
      if (await reinstated(deps, entryId, stamp)) restored++;
    next = successor.successor;
  }
  return restored;
};

const reinstated = async (deps: DecideEntryDeps, entryId: string, stamp: Stamp): Promise<boolean> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await deps.entries.entry(entryId);
    if (!stored) throw new Error(`entry ${entryId} stands in a history but not in the list`);
    const decided = await decideStored(deps, stored, () => [{ name: "reinstate" }], stamp);
    if (!decided.ok) return false;
    if ((await deps.entries.commit(decided.value)) === "committed") return true;
  }
  throw new Error(`red entry ${entryId} kept changing`);
};
