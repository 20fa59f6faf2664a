import type { EntryCommand } from "../../domain/entry/command.ts";
import type { Entry } from "../../domain/entry/entry.ts";
import { restingOn } from "../../domain/entry/responsible.ts";
import { decideStored, type DecideEntryDeps } from "./decide-entry.ts";
import { attempts } from "../house.ts";
import type { Stamp } from "./take-decision.ts";

/**
 * Does to the entries of persons that rest on an organisation's, as answering for it (C 十四), what each of them calls for.
 * What the rules refuse stays as it is, so that done again it finds nothing to do.
 */
export const onResting = async (
  deps: DecideEntryDeps,
  organisation: Entry,
  commandsFor: (rests: Entry) => readonly EntryCommand[],
  stamp: Stamp,
): Promise<void> => {
  for (const { subjectId } of organisation.responsiblePersons ?? [])
    if (subjectId !== undefined)
      for (const entryId of restingOn(organisation, await deps.entries.history(subjectId)))
        await decidedOn(deps, entryId, commandsFor, stamp);
};

/** Whether commands that an entry calls for were carried out; not where it calls for none, or the rules refuse them. */
export const decidedOn = async (
  deps: DecideEntryDeps,
  entryId: string,
  commandsFor: (entry: Entry) => readonly EntryCommand[],
  stamp: Stamp,
): Promise<boolean> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await deps.entries.entry(entryId);
    if (!stored) throw new Error(`entry ${entryId} stands in a history but not in the list`);
    const commands = commandsFor(stored.entry);
    if (commands.length === 0) return false;
    const decided = await decideStored(deps, stored, () => commands, stamp);
    if (!decided.ok) return false;
    if ((await deps.entries.commit(decided.value)) === "committed") return true;
  }
  throw new Error(`entry ${entryId} kept changing`);
};
