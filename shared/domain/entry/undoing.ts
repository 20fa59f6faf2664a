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
    const end = lastTurn(life);
    const reason = end?.type === "entry-exited" || end?.type === "entry-abandoned" ? end.data.reason : undefined;
    if (!end || (reason !== "blackListed" && reason !== "keyAttentionListed")) return [];
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
