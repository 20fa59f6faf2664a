import type { EntryCommand } from "../../domain/entry/command.ts";
import { endsOfRed, mostEndedAtOnce, type Overriding, overridingOf } from "../../domain/entry/consequences.ts";
import { type Entry, hasEnded } from "../../domain/entry/entry.ts";
import { followOnIdOf } from "../../domain/entry/follow-on.ts";
import type { EntryRules } from "../../domain/entry/rules.ts";
import type { Catalogue } from "../../domain/measure/measure.ts";
import { type Undoing, undoingOf } from "../../domain/entry/undoing.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { type Standing, usccIdentifier } from "../../domain/subject/standing.ts";
import { identifierOf } from "../../domain/entry/summary.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import type { Result } from "../../kernel/result.ts";
import type { Decision, EntryStore, StoredEntry } from "../../ports/entries.ts";
import { attempts, type House } from "../house.ts";
import { type Stamp, takeDecision } from "./take-decision.ts";

export interface DecideEntryDeps extends House {
  readonly entries: EntryStore;
}

type Taken = Result<Decision & { readonly entry: Entry }, Refusal>;

/** The subject's other entries that commands on an entry may end or that may follow it, read in one request, or in none. */
export const othersOf = async (
  deps: Pick<DecideEntryDeps, "entries">,
  standing: Standing,
  subject: Pick<Entry, "list" | "escalates"> & { readonly stored?: Entry; readonly undoing?: Undoing | undefined },
  commands: readonly EntryCommand[],
  today: LocalDate,
): Promise<ReadonlyMap<string, StoredEntry>> => {
  const names = new Set(commands.map(({ name }) => name));
  const determines = names.has("determine") || names.has("submitDetermined");
  const escalated = names.has("publish") && subject.escalates !== undefined ? [subject.escalates] : [];
  const exits = names.has("exit") || names.has("approveRepair");
  const follower = exits && subject.stored?.followOn && subject.list === "black" ? [followOnIdOf(subject.stored)] : [];
  const { follower: undone, ended: returning = [] } = subject.undoing ?? {};
  // A listing, what follows one, and the key-attention entry that it had taken the place of stand over red ones (A §3, §4).
  const back = subject.escalates !== undefined && returning.includes(subject.escalates);
  const overrides = (determines && subject.list !== "red") || follower.length > 0 || back;
  const reds = overrides ? endsOfRed(standing, "blackListed", today) : [];
  const ids = [
    ...new Set([
      ...reds.map(({ entryId }) => entryId),
      ...escalated,
      ...follower,
      ...(undone === undefined ? [] : [undone]),
      ...returning,
    ]),
  ];
  return ids.length === 0 ? new Map() : deps.entries.entries(ids);
};

/** What a decision on an entry rests on beside the entry: where its subject stands and the catalogue, as they are this moment. */
interface Ground {
  readonly standing: Standing;
  readonly catalogue: Catalogue;
}

export const groundOf = async (deps: DecideEntryDeps, entry: Entry): Promise<Ground> => {
  const [standing, catalogue] = await Promise.all([deps.entries.standing(identifierOf(entry)), deps.catalogue()]);
  if (!standing) throw new Error(`the subject of entry ${entry.entryId} has no standing`);
  return { standing, catalogue };
};

/** Decides commands on an entry as it was read, on ground that was read after it. */
export const decideStored = async (
  deps: DecideEntryDeps,
  { entry, alerted }: StoredEntry,
  commandsFor: (entry: Entry, rules: EntryRules, today: LocalDate) => readonly EntryCommand[],
  stamp: Pick<Stamp, "by" | "correlationId"> & { readonly at?: Date; readonly receivedOn?: LocalDate | undefined },
  ground?: Ground,
): Promise<Taken> => {
  const at = stamp.at ?? deps.now();
  const today = shanghaiDate(at);
  const rules = deps.rulesFor({ determinedOn: entry.determinedOn ?? today, severity: entry.severity, on: today });
  const commands = commandsFor(entry, rules, today);
  const [{ standing, catalogue }, undoing] = await Promise.all([
    ground ?? groundOf(deps, entry),
    undoneBy(deps, entry, commands),
  ]);
  const others = await othersOf(deps, standing, { ...entry, stored: entry, undoing }, commands, today);
  const objection = commands.flatMap((command) => ("objection" in command ? [command.objection] : []))[0];
  return takeDecision(
    { standing, entryId: entry.entryId, entry, alerted, others, undoing, objection },
    commands,
    { today, receivedOn: stamp.receivedOn, rules, calendar: deps.calendar, catalogue },
    { by: stamp.by, at, correlationId: stamp.correlationId },
  );
};

/** What commands may have to undo that find an entry in error: read from the history, and only for those. */
const undoneBy = async (
  deps: Pick<DecideEntryDeps, "entries">,
  entry: Entry,
  commands: readonly EntryCommand[],
): Promise<Undoing | undefined> => {
  if (entry.list === "red" || entry.determinedOn === undefined || !commands.some(mayFindError)) return undefined;
  const { follower, ended } = undoingOf(entry, await deps.entries.history(entry.subjectId));
  return { ...(follower === undefined ? {} : { follower }), ended: ended.slice(0, mostEndedAtOnce) };
};

const mayFindError = (command: EntryCommand): boolean =>
  command.name === "findInError" ||
  (command.name === "closeObjection" && command.outcome === "upheld") ||
  (command.name === "exit" && command.reason === "error") ||
  (command.name === "withdraw" && (command.reason === "annulled" || command.reason === "upheld"));

/**
 * Ends the red entries that a decision left over: those that one decision could not end, 40 at a time (DESIGN 1), and those of
 * everybody with whom the subject was merged, because a merger is no way off a list (ADR 23). Done again it finds nothing to do.
 */
export const endOverridden = async (deps: DecideEntryDeps, identifier: string, stamp: Stamp): Promise<number> => {
  let ended = await endReds(deps, identifier, ({ redOver }) => redOver, stamp);
  const whole = await mergedWith(deps, identifier);
  const reason = whole?.predecessors && overridingOf([whole], shanghaiDate(stamp.at));
  if (reason)
    for (const each of [whole.identifier, ...whole.predecessors.map(({ uscc }) => usccIdentifier(uscc))])
      ended += await endReds(deps, each, () => reason, stamp);
  return ended;
};

/** Where the one stands into whom a subject has gone in the end, with all who have; itself where it has gone into nobody. */
export const mergedWith = async (
  deps: Pick<DecideEntryDeps, "entries">,
  identifier: string,
): Promise<Standing | undefined> => {
  const standing = await deps.entries.standing(identifier);
  return standing?.successor ? mergedWith(deps, usccIdentifier(standing.successor.uscc)) : standing;
};

/** Ends a subject's active red entries for as long as there is a reason. */
const endReds = async (
  deps: DecideEntryDeps,
  identifier: string,
  reasonOf: (standing: Standing) => Overriding | undefined,
  stamp: Stamp,
): Promise<number> => {
  const today = shanghaiDate(stamp.at);
  let ended = 0;
  for (let attempt = 0; attempt < attempts * 10; attempt++) {
    const standing = await deps.entries.standing(identifier);
    const reason = standing && reasonOf(standing);
    if (!reason) return ended;
    const [first, ...rest] = endsOfRed(standing, reason, today);
    if (!first) return ended;
    const others = await deps.entries.entries([first, ...rest].map(({ entryId }) => entryId));
    const stored = others.get(first.entryId);
    if (!stored) throw new Error(`entry ${first.entryId} stands in a standing but not in the list`);
    // Another decision has ended one of them since the standing was read.
    if ([...others.values()].some((other) => hasEnded(other.entry))) continue;
    const { entry, alerted } = stored;
    const rules = deps.rulesFor({ determinedOn: entry.determinedOn ?? today, severity: entry.severity, on: today });
    const decided = takeDecision(
      { standing, entryId: first.entryId, entry, alerted, others, also: rest },
      [first.command],
      { today, rules, calendar: deps.calendar, catalogue: await deps.catalogue() },
      stamp,
    );
    if (!decided.ok) throw new Error(`red entries of ${standing.subjectId}: ${decided.refusal.code}`);
    if ((await deps.entries.commit(decided.value)) === "committed") ended += decided.value.entries.length;
  }
  throw new Error(`red entries of ${identifier} kept changing`);
};
