import { type EntryEvent, isEntryEvent, type SubjectEvent } from "../../../events/catalogue.ts";
import type { Consequence } from "./consequences.ts";
import type { Entry } from "./entry.ts";
import { followOnIdOf } from "./follow-on.ts";

/** What a listing had brought about that is undone when it proves to be an error. */
export interface Undoing {
  /** The key-attention entry that followed it (A §4). */
  readonly follower?: string;
  /** Entries that nothing but errors had ended: the key-attention one that it escalated, then red ones (A §3). */
  readonly ended: readonly string[];
}

/** What ends an entry, or brings it back. */
const turns: readonly EntryEvent["type"][] = [
  "entry-exited",
  "entry-abandoned",
  "entry-found-in-error",
  "entry-reinstated",
];

/** Whether an event says that an entry should never have been. */
export const isError = (event: EntryEvent): boolean =>
  event.type === "entry-found-in-error" ||
  (event.type === "entry-exited" && event.data.reason === "error") ||
  (event.type === "entry-abandoned" && (event.data.reason === "upheld" || event.data.reason === "annulled"));

/** Whether a black or key-attention entry has ended as one that should never have been. */
export const endedInError = ({ list, state, exitReason }: Entry): boolean =>
  list !== "red" &&
  ((state === "exited" && exitReason === "error") ||
    (state === "abandoned" && (exitReason === "upheld" || exitReason === "annulled")));

/**
 * What there is to undo of an entry, by the subject's history. A red entry is among it when every listing that has stood
 * over it since it ended is an error: this one, or one found so before. So is the key-attention entry that it escalated,
 * when every listing that was to replace that one and was published is an error.
 */
export const undoingOf = (entry: Entry, history: readonly SubjectEvent[]): Undoing => {
  const events = history.filter(isEntryEvent);
  const follower = followOnIdOf(entry);
  const follows =
    entry.list === "black" &&
    events.some(
      (event, place) =>
        event.type === "entry-determined" &&
        event.entryId === follower &&
        events[place - 1]?.type === "entry-exited" &&
        events[place - 1]?.entryId === entry.entryId,
    );
  const undone = new Set([entry.entryId, ...(follows ? [follower] : [])]);
  const lives = Map.groupBy(events, ({ entryId }) => entryId);
  const standsFrom = (life: readonly EntryEvent[]) => life.find(({ type }) => type === "entry-determined");
  const lastTurn = (life: readonly EntryEvent[]) => life.findLast(({ type }) => turns.includes(type));
  const overriding = [...lives].flatMap(([entryId, life]) => {
    const determined = standsFrom(life);
    if (determined?.type !== "entry-determined" || determined.data.list === "red") return [];
    const last = lastTurn(life);
    const until = last === undefined || last.type === "entry-reinstated" ? Infinity : last.seq;
    return undone.has(entryId) || life.some(isError) ? [] : [{ until }];
  });
  const reds = [...lives].flatMap(([entryId, life]) => {
    const end = overriddenBy(life);
    if (!end) return [];
    return overriding.some(({ until }) => until > end.seq) ? [] : [entryId];
  });
  const escalated = escalatedBy(entry, lives);
  return { ...(follows ? { follower } : {}), ended: [...escalated, ...reds] };
};

/** The key-attention entry that a black one took the place of, where no other that is no error was to do so as well. */
const escalatedBy = (
  { entryId, escalates }: Entry,
  lives: ReadonlyMap<string, readonly EntryEvent[]>,
): readonly string[] => {
  const end = escalates === undefined ? undefined : lives.get(escalates)?.findLast(({ type }) => turns.includes(type));
  if (escalates === undefined || end?.type !== "entry-exited" || end.data.reason !== "escalated") return [];
  const stillReplaced = [...lives].some(
    ([other, life]) =>
      other !== entryId &&
      life.some((event) => "escalates" in event.data && event.data.escalates === escalates) &&
      life.some(({ type }) => type === "entry-published") &&
      !life.some(isError),
  );
  return stillReplaced ? [] : [escalates];
};

/**
 * The red entries of those who were merged that come back once a listing of one of them proves an error, by the histories of
 * all: those over which nothing but errors has stood since they ended, of its own or, since the two were merged, of any other
 * of them (A §22, ADR 23).
 */
export const honoursToRestore = (histories: readonly (readonly SubjectEvent[])[]): readonly string[] => {
  const lives = [...Map.groupBy(histories.flat().filter(isEntryEvent), ({ entryId }) => entryId).values()];
  const stood = lives.flatMap(listedUntil);
  const arrivals = histories.map(arrivalsIn);
  const mergedOn = (one: string, other: string): string =>
    arrivals.map((at) => [at.get(one) ?? forever, at.get(other) ?? forever].sort()[1] ?? forever).sort()[0] ?? forever;
  return lives.flatMap((life) => {
    const end = overriddenBy(life);
    if (!end) return [];
    const over = stood.some(({ seq, at, subjectId }) =>
      subjectId === end.subjectId ? seq > end.seq : at > end.at && at > mergedOn(subjectId, end.subjectId),
    );
    return over ? [] : [end.entryId];
  });
};

/** When each came to a subject by a merger; itself was there from the beginning. */
const arrivalsIn = (history: readonly SubjectEvent[]): ReadonlyMap<string, string> =>
  new Map([
    ...history.slice(0, 1).map(({ subjectId }) => [subjectId, ""] as const),
    ...history.flatMap((event) =>
      event.type === "subject-changed" && event.data.kind === "succeeded"
        ? event.data.predecessors.map(({ subjectId }) => [subjectId, event.at] as const)
        : [],
    ),
  ]);

/** When a black or key-attention entry that was no error ended, if at all; nothing where there was no such entry. */
const listedUntil = (
  life: readonly EntryEvent[],
): readonly { readonly seq: number; readonly at: string; readonly subjectId: string }[] => {
  const determined = life.find(({ type }) => type === "entry-determined");
  if (determined?.type !== "entry-determined" || determined.data.list === "red" || life.some(isError)) return [];
  const end = life.findLast(({ type }) => turns.includes(type));
  const stands = end === undefined || end.type === "entry-reinstated";
  return [stands ? { seq: Infinity, at: forever, subjectId: determined.subjectId } : end];
};
const forever = "9999";

/** The end of a red entry that another list brought about and that has not been undone. */
const overriddenBy = (life: readonly EntryEvent[]): EntryEvent | undefined => {
  const end = life.findLast(({ type }) => turns.includes(type));
  const reason = end?.type === "entry-exited" || end?.type === "entry-abandoned" ? end.data.reason : undefined;
  return reason === "blackListed" || reason === "keyAttentionListed" ? end : undefined;
};

/** What ends with an entry that was an error: the key-attention entry that had followed it, whatever has become of that. */
export const endOfFollower = (follower: Entry | undefined, why: string): readonly Consequence[] => {
  if (!follower) return [];
  const { entryId, state } = follower;
  if (state === "published")
    return [{ entryId, command: { name: "exit", reason: "error", why, foundBy: "objection" } }];
  if (state === "exited")
    return follower.exitReason === "error" ? [] : [{ entryId, command: { name: "findInError", why } }];
  return state === "abandoned" ? [] : [{ entryId, command: { name: "withdraw", reason: "upheld", why } }];
};
