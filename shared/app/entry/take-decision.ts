import type { EntryEvent } from "../../../events/catalogue.ts";
import type { ContradictionFound } from "../../../events/contradiction-found/v1.ts";
import type { Actor } from "../../../events/envelope.ts";
import type { DecisionContext, EntryCommand } from "../../domain/entry/command.ts";
import { type Consequence, consequencesOf, mostEndedAtOnce, overridesBy } from "../../domain/entry/consequences.ts";
import { activeEntries } from "../../domain/entry/cross-check.ts";
import { decide } from "../../domain/entry/decide.ts";
import { type Entry, type Happening, hasEnded } from "../../domain/entry/entry.ts";
import { evolve } from "../../domain/entry/evolve.ts";
import { followOnIdOf, followOnOf, isFollowed } from "../../domain/entry/follow-on.ts";
import { endedInError, endOfFollower, isError, type Undoing } from "../../domain/entry/undoing.ts";
import { evolveObjection, isObjectionEvent, type Objection } from "../../domain/objection/objection.ts";
import { contradictionsOf } from "../../domain/external/contradiction.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { type Standing } from "../../domain/subject/standing.ts";
import { withEntry } from "../../domain/entry/summary.ts";
import { shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, type Result } from "../../kernel/result.ts";
import type { Decision, StoredEntry } from "../../ports/entries.ts";

/** Who decides, when, and as part of which request. */
export interface Stamp {
  readonly by: Actor;
  readonly at: Date;
  readonly correlationId: string;
}

/** Where a decision starts from: what was read. */
export interface Start {
  readonly standing: Standing;
  readonly entryId: string;
  readonly entry?: Entry | undefined;
  readonly alerted?: readonly string[];
  /** Other entries of the subject that the decision may end, or that may follow. */
  readonly others?: ReadonlyMap<string, StoredEntry>;
  /** Commands on those others that are part of the decision. */
  readonly also?: readonly Consequence[];
  /** What the entry had brought about, which is undone if the decision finds it in error. */
  readonly undoing?: Undoing | undefined;
  /** The objection that is verified or closed. */
  readonly objection?: Objection | undefined;
}

/** What a decision rests on beside the subject's standing and the actor, which are part of it. */
export type Ground = Omit<DecisionContext, "standing" | "by">;

/**
 * Decides commands one after another on one entry, with everything that follows for the subject's other entries, as one
 * decision: all happen, or none with the first refusal. Gives what is to be written; each event takes the subject's next
 * sequence number.
 */
export const takeDecision = (
  start: Start,
  commands: readonly EntryCommand[],
  ground: Ground,
  stamp: Stamp,
): Result<Decision & { readonly entry: Entry }, Refusal> => {
  const entries = new Map<string, Entry>([...(start.others ?? [])].map(([id, { entry }]) => [id, entry]));
  if (start.entry) entries.set(start.entryId, start.entry);
  const changed = new Set<string>();
  const events: EntryEvent[] = [];
  const contradictions: ContradictionFound[] = [];
  let standing = start.standing;
  const context = (): DecisionContext => ({ ...ground, standing, by: stamp.by });

  /** Takes what happened to an entry; gives what it does to others, which is decided before anything else. */
  const happen = (entryId: string, happening: Happening): readonly Consequence[] => {
    const before = standing;
    const event = place(happening, { standing, entryId }, ground, stamp);
    const entry = evolve(entries.get(entryId), event);
    entries.set(entryId, entry);
    changed.add(entryId);
    events.push(event);
    standing = overriding(withEntry(standing, entry, event.seq), before, event, ground.today);
    contradictions.push(...contradictionsOf(before, event, ground.today));
    const follows = consequencesOf(entry, event, before, ground.today).filter((each) => entries.has(each.entryId));
    if (event.type !== "entry-exited" || entries.has(followOnIdOf(entry)) || !isFollowed(entry, context()))
      return follows;
    const { entryId: follower, determined, onward } = followOnOf(entry, context());
    return [...follows, ...happen(follower, determined), ...onward.map((command) => ({ entryId: follower, command }))];
  };
  const decideAll = (queue: Consequence[]): Result<undefined, Refusal> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { entryId, command } = next;
      const decided = decide(entries.get(entryId), command, context());
      if (!decided.ok) return decided;
      queue.unshift(...decided.value.flatMap((happening) => happen(entryId, happening)));
    }
    return accepted(undefined);
  };

  const done = decideAll([...commands.map((command) => ({ entryId: start.entryId, command })), ...(start.also ?? [])]);
  if (!done.ok) return done;

  const found = events.find((event) => event.entryId === start.entryId && isError(event));
  const { follower, ended = [] } = (found && start.undoing) ?? {};
  const undone = decideAll([
    ...(follower === undefined ? [] : endOfFollower(entries.get(follower), "所接续的黑名单记录认定有误")),
  ]);
  if (!undone.ok) return undone;
  for (const entryId of ended) {
    const back = decide(entries.get(entryId), { name: "reinstate" }, context());
    // Another listing stands over it, or its time is over: it stays where it is.
    if (!back.ok) continue;
    const over = decideAll(back.value.flatMap((happening) => happen(entryId, happening)));
    if (!over.ok) return over;
  }

  const entry = entries.get(start.entryId);
  if (!entry) throw new Error("a decision has at least one command");
  if (standing.redOver && activeEntries(standing, "red", ground.today).length === 0) {
    const { redOver: _, ...settled } = standing;
    standing = settled;
  }
  // Red entries are left over: more than one decision can end, or those of whom it was merged with (ADR 23).
  const overrides = new Set(events.filter((event) => overridesBy(event) !== undefined).map(({ entryId }) => entryId));
  const merged = standing.successor !== undefined || standing.predecessors !== undefined;
  const leftOver = standing.redOver !== undefined || (merged && overrides.size > 0);
  // Other subjects may have suffered by what was an error, those it was merged with and persons named: `undoElsewhere` looks.
  const owes = found !== undefined && endedInError(entry) && (merged || entry.responsiblePersons !== undefined);
  const written = [...changed].map((entryId) => {
    const now = entries.get(entryId);
    if (!now) throw new Error(`${entryId} was changed`);
    const before = entryId === start.entryId ? start : start.others?.get(entryId);
    // The sweep attends to what has to go on: to the entry itself, or to another that stands over red ones since.
    const stands = leftOver && !hasEnded(now) && (entryId === start.entryId || overrides.has(entryId));
    return {
      entry: now,
      ...(before?.entry ? { before: before.entry } : {}),
      previousVersion: before?.entry?.version ?? 0,
      alerted: before?.alerted ?? [],
      ...(stands || (owes && entryId === start.entryId) ? { attendOn: ground.today } : {}),
    };
  });
  const objection = contestedBy(events, start, entry);
  return accepted({
    standing,
    previousSeq: start.standing.seq,
    entries: written,
    entry,
    events,
    contradictions,
    ...(objection ? { objection } : {}),
  });
};

/** The objection that was filed, verified or closed. */
const contestedBy = (
  events: readonly EntryEvent[],
  { objection: before }: Start,
  { determiningAuthority, informationProvider, subjectId }: Entry,
): Decision["objection"] => {
  const objection = events.filter(isObjectionEvent).reduce<Objection | undefined>(evolveObjection, before);
  if (!objection) return undefined;
  const inboxes = [determiningAuthority.agencyId, informationProvider.agencyId, objection.filedBy.agencyId, subjectId];
  return { objection, previousVersion: before?.version ?? 0, inboxes: [...new Set(inboxes)] };
};

/** Marks a standing whose red entries are more than one decision can end, until a later one has ended the last of them. */
const overriding = (standing: Standing, before: Standing, event: EntryEvent, today: string): Standing => {
  const redOver = overridesBy(event);
  return redOver && activeEntries(before, "red", today).length > mostEndedAtOnce ? { ...standing, redOver } : standing;
};

const place = (
  happening: Happening,
  { standing, entryId }: { readonly standing: Standing; readonly entryId: string },
  { rules }: Ground,
  stamp: Stamp,
): EntryEvent => ({
  seq: standing.seq + 1,
  subjectId: standing.subjectId,
  entryId,
  at: shanghaiInstant(stamp.at),
  by: stamp.by,
  // Substance follows the determination's policy, every later act the policy of its day (SPEC "Policy").
  policyVersion:
    happening.type === "entry-determined" || happening.type === "entry-proposed"
      ? rules.substanceVersion
      : rules.procedureVersion,
  correlationId: stamp.correlationId,
  ...happening,
});

/** Whether anything is left over for `endOverridden` or `undoElsewhere`; the sweep attends to the entry if that is not done at once. */
export const leavesOver = ({ entries }: Pick<Decision, "entries">): boolean =>
  entries.some(({ attendOn }) => attendOn !== undefined);
