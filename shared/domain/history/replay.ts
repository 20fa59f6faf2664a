import { type EntryEvent, isEntryEvent, type SubjectEvent } from "../../../events/catalogue.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { mostEndedAtOnce, overridesBy } from "../entry/consequences.ts";
import { activeEntries } from "../entry/cross-check.ts";
import type { Entry } from "../entry/entry.ts";
import { withExternal } from "../external/external.ts";
import { evolve } from "../entry/evolve.ts";
import { followOnIdOf } from "../entry/follow-on.ts";
import { afterChange, kindOf } from "../subject/change.ts";
import { nameAfter, type Standing, usccIdentifier } from "../subject/standing.ts";
import { withEntry } from "../entry/summary.ts";

/** A subject and its entries, as a history or a part of it leaves them. */
export interface Replayed {
  readonly standing: Standing;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** The events of a history up to an instant, itself included: all that the platform could have shown then. */
export const upTo = <E extends { readonly at: string }>(events: readonly E[], instant: Date): readonly E[] => {
  const later = events.findIndex(({ at }) => Date.parse(at) > instant.getTime());
  return later < 0 ? events : events.slice(0, later);
};

/**
 * The standing that a history says, from nothing. `stored` says only who the subject is, which imported entries do not; its
 * names and codes are taken back to where they began. The whole history gives the stored standing (SPEC).
 */
export const replaySubject = (stored: Standing, history: readonly SubjectEvent[], part = history): Replayed => {
  let standing = beginning(stored, history);
  const entries = new Map<string, Entry>();
  let before: SubjectEvent | undefined;
  for (const event of part) {
    if (isEntryEvent(event)) {
      const known = entries.get(event.entryId);
      const entry = evolve(known, event);
      entries.set(event.entryId, entry);
      const next = withEntry(standing, entry, event.seq);
      const told = follows(event, before, entries) ? next : named(next, entry, known);
      standing = settled(overridden(told, standing, event), event);
    } else if (event.type === "subject-changed") standing = afterChange(standing, event);
    else standing = withExternal(standing, event);
    before = event;
  }
  return { standing, entries };
};

/** Where a new entry begins, it says what the subject is called. */
const named = (standing: Standing, entry: Entry, known: Entry | undefined): Standing =>
  known ? standing : { ...standing, name: nameAfter(standing, entry.subject.name) };

const beginning = (stored: Standing, history: readonly SubjectEvent[]): Standing => {
  const changes = history.flatMap((event) => (event.type === "subject-changed" ? [event.data] : []));
  const renamed = changes.find((change) => change.kind === "renamed");
  const recoded = changes.find((change) => change.kind === "newUscc");
  const { subjectId, kind, name, idType, idNumberMasked } = stored;
  const uscc = recoded?.formerUscc ?? stored.uscc;
  return {
    identifier: recoded ? usccIdentifier(recoded.formerUscc) : stored.identifier,
    subjectId,
    kind: recoded ? kindOf(recoded.formerUscc) : kind,
    name: renamed?.formerName ?? name,
    ...(uscc === undefined ? {} : { uscc }),
    ...(idType === undefined ? {} : { idType }),
    ...(idNumberMasked === undefined ? {} : { idNumberMasked }),
    seq: 0,
    entries: [],
  };
};

/** Whether an entry followed a black one by itself (A §4): nobody named the subject anew. */
const follows = (event: EntryEvent, before: SubjectEvent | undefined, entries: ReadonlyMap<string, Entry>): boolean => {
  const black = before?.type === "entry-exited" ? entries.get(before.entryId) : undefined;
  return black !== undefined && followOnIdOf(black) === event.entryId;
};

/** The mark that a decision leaves when it could not end every red entry, and that the last of them takes away. */
const overridden = (standing: Standing, before: Standing, event: EntryEvent): Standing => {
  const redOver = overridesBy(event);
  return redOver && activeEntries(before, "red", dayOf(event)).length > mostEndedAtOnce
    ? { ...standing, redOver }
    : standing;
};

const settled = (standing: Standing, event: EntryEvent): Standing => {
  if (!standing.redOver || activeEntries(standing, "red", dayOf(event)).length > 0) return standing;
  const { redOver: _, ...rest } = standing;
  return rest;
};

const dayOf = ({ at }: SubjectEvent): string => shanghaiDate(new Date(at));
