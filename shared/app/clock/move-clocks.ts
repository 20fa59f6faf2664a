import type { ClocksDue } from "../../../events/clocks-due/v1.ts";
import { type Clock, daysOf } from "../../domain/clock/clock.ts";
import {
  firstUnsaid,
  longestEscalation,
  type Move,
  moveOf,
  saidWithout,
  wrongAlerts,
} from "../../domain/clock/move.ts";
import { livingClocks } from "../../domain/entry/entry.ts";
import { triggerOn } from "../../domain/trigger/trigger.ts";
import { addDays, type LocalDate, shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import type { AgencyDirectory } from "../../ports/agencies.ts";
import type { ClockQueue, TriggerClocks } from "../../ports/calendar.ts";
import type { ClockReader } from "../../ports/clocks.ts";
import type { TriggerWatch } from "../../ports/triggers.ts";
import { decideStored, type DecideEntryDeps } from "../entry/decide-entry.ts";
import { attempts, platform, withOneCatalogue } from "../house.ts";
import { moveAct, type MoveActsDeps, reaching } from "../disclosure/move-acts.ts";

export interface MoveClocksDeps extends DecideEntryDeps, MoveActsDeps {
  readonly clocks: Pick<ClockReader, "open" | "acts">;
  readonly directory: AgencyDirectory;
  readonly triggerClocks: TriggerClocks;
  readonly clockQueue: ClockQueue;
}

/** Duties about entries, acts, and watches over triggers, that are looked at for one message. */
const pageSize = 50;
/** Of these so many side by side. */
const atOnce = 4;
/** How long after the change it is looked again; the longest that a queue holds a message back. */
const secondLookSeconds = 900;

/**
 * Computes open duties again after a change of the calendar: one page of an agency's duties, those filed by themselves or
 * those that stand with acts, or of a shard of the watches over triggers, for each message; the next message says where to go on. It is found by indexes of what is open,
 * and what ends before the changed day is left alone. Done again it finds nothing to do. Gives how many clocks moved.
 */
export const moveClocks = async (deps: MoveClocksDeps, message: ClocksDue): Promise<number> => {
  const { place } = message;
  if (!place) {
    const agencies = await deps.directory.list();
    const places: NonNullable<ClocksDue["place"]>[] = [
      ...agencies.flatMap((agencyId) => [{ agencyId }, { agencyId, about: "acts" } as const]),
      ...Array.from({ length: deps.triggerClocks.shards }, (_, shard) => ({ shard })),
    ];
    const looks = places.map((each) => ({ ...message, place: each }));
    await deps.clockQueue.send(looks);
    // Whoever decided on the calendar of before has been stopped by its time-out by then, and what it started is found.
    await deps.clockQueue.send(looks, secondLookSeconds);
    return 0;
  }
  // The calendar comes with the catalogue: nothing is computed on an old one.
  const house = await withOneCatalogue(deps);
  const work =
    "shard" in place
      ? await moveShard(house, message, place)
      : place.about === "acts"
        ? await moveActs(house, message, place)
        : await moveAgency(house, message, place);
  if (work.next !== null) await deps.clockQueue.send([{ ...message, place: { ...place, after: work.next } }]);
  return work.moved;
};

const movesOf = (deps: MoveClocksDeps, clocks: readonly Clock[], from: LocalDate): Move[] =>
  clocks.flatMap((clock) =>
    reaching(from, moveOf(clock, daysOf(clock.startedOn, deps.lengthOf(clock.kind, clock.startedOn), deps.calendar))),
  );

const moveAgency = async (
  deps: MoveClocksDeps,
  { from, correlationId }: ClocksDue,
  { agencyId, after }: { readonly agencyId: string; readonly after?: string | undefined },
): Promise<{ readonly moved: number; readonly next: string | null }> => {
  const due = { from: addDays(from, -longestEscalation) };
  const page = await deps.clocks.open(agencyId, due, { limit: pageSize, cursor: after });
  const entryIds = new Set(page.items.flatMap(({ entryId }) => entryId ?? []));
  const acts = new Set(page.items.flatMap(({ disclosureId }) => disclosureId ?? []));
  const moved = await inTurns([...entryIds], (entryId) => moveEntry(deps, entryId, from, correlationId));
  const ofActs = await inTurns([...acts], (disclosureId) => moveAct(deps, disclosureId, from, correlationId));
  return { moved: moved + ofActs, next: page.next };
};

/** Attends to a few at a time; what fails is thrown when the others of its turn are done. Gives how many clocks moved. */
const inTurns = async <T>(all: readonly T[], move: (each: T) => Promise<number>): Promise<number> => {
  let moved = 0;
  for (let start = 0; start < all.length; start += atOnce) {
    const outcomes = await Promise.allSettled(all.slice(start, start + atOnce).map(move));
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") throw outcome.reason;
      moved += outcome.value;
    }
  }
  return moved;
};

/**
 * Moves the duties of one entry in one decision. Alerts that are wrong now are withdrawn first: where it breaks off between
 * the two, the clock still stands on its old days and is found again.
 */
const moveEntry = async (
  deps: MoveClocksDeps,
  entryId: string,
  from: LocalDate,
  correlationId: string,
): Promise<number> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await deps.entries.entry(entryId);
    if (!stored) return 0;
    const moves = movesOf(deps, livingClocks(stored.entry), from);
    if (moves.length === 0) return 0;
    const at = deps.now();
    const today = shanghaiDate(at);
    const wrong = moves.flatMap((move) => wrongAlerts(move, today, stored.alerted));
    await deps.alertStore.withdraw(wrong, shanghaiInstant(at));
    const decided = await decideStored(deps, stored, () => [{ name: "moveClocks", moves }], {
      by: platform,
      at,
      correlationId,
    });
    if (!decided.ok) throw new Error(`clocks of ${entryId} were not moved: ${decided.refusal.code}`);
    const said = saidWithout(stored.alerted, wrong);
    const entries = decided.value.entries.map((written) =>
      written.entry.entryId === entryId ? { ...written, alertedBefore: stored.alerted, alerted: said } : written,
    );
    if ((await deps.entries.commit({ ...decided.value, entries })) === "committed") return moves.length;
  }
  throw new Error(`entry ${entryId} kept changing while its clocks were moved`);
};

const moveActs = async (
  deps: MoveClocksDeps,
  { from, correlationId }: ClocksDue,
  { agencyId, after }: { readonly agencyId: string; readonly after?: string | undefined },
): Promise<{ readonly moved: number; readonly next: string | null }> => {
  const due = { from: addDays(from, -longestEscalation) };
  const page = await deps.clocks.acts.open(agencyId, due, { limit: pageSize, cursor: after });
  const moved = await inTurns(page.items, ({ disclosureId }) => moveAct(deps, disclosureId, from, correlationId));
  return { moved, next: page.next };
};

const moveShard = async (
  deps: MoveClocksDeps,
  { from }: ClocksDue,
  { shard, after }: { readonly shard: number; readonly after?: string | undefined },
): Promise<{ readonly moved: number; readonly next: string | null }> => {
  const page = await deps.triggerClocks.page(shard, pageSize, after);
  const moved = await inTurns(page.items, (watch) => moveWatched(deps, watch, from));
  return { moved, next: page.next };
};

/** Moves the clocks of the triggers under a watch, and the watch to the next day on which something is to be said. */
const moveWatched = async (deps: MoveClocksDeps, watch: TriggerWatch, from: LocalDate): Promise<number> => {
  const at = deps.now();
  const today = shanghaiDate(at);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const triggers = (await deps.triggerClocks.triggers(watch)).map((trigger) => triggerOn(trigger, today));
    const plans = triggers.map((trigger) => ({ trigger, moves: movesOf(deps, trigger.clocks, from) }));
    const moves = plans.flatMap((plan) => plan.moves);
    if (moves.length === 0) return 0;
    const wrong = moves.flatMap((move) => wrongAlerts(move, today));
    await deps.alertStore.withdraw(wrong, shanghaiInstant(at));
    // The watch goes first, to the earliest day of old and new: breaking off here it is looked at once too often.
    const unsaid = firstUnsaid(moves, today) ?? watch.dueOn;
    const first = unsaid < watch.dueOn ? unsaid : watch.dueOn;
    await deps.triggerClocks.set(watch, first);
    const changed = plans.filter((plan) => plan.moves.length > 0);
    const written = await Promise.all(
      changed.map(({ trigger, moves: own }) => {
        const to = new Map(own.map(({ after }) => [after.clockId, after]));
        return deps.triggerClocks.move({
          ...trigger,
          clocks: trigger.clocks.map((clock) => to.get(clock.clockId) ?? clock),
        });
      }),
    );
    if (first <= today) {
      // A sweep may have read the old days meanwhile: what it raised is taken back, and it finds another day than it read.
      await deps.alertStore.withdraw(wrong, shanghaiInstant(at));
      await deps.triggerClocks.set(watch, addDays(first, -1 - attempt));
    }
    if (!written.includes(false)) return moves.length;
  }
  throw new Error(`triggers of ${watch.entryId} kept changing while their clocks were moved`);
};
