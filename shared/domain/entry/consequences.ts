import type { EntryEvent } from "../../../events/catalogue.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { allEntries, type Standing } from "../subject/standing.ts";
import type { EntryCommand } from "./command.ts";
import type { Entry } from "./entry.ts";
import { activeEntries, isActive } from "./cross-check.ts";

/** Red entries that one decision can end: its transaction holds at most 100 items. A mark hides the rest (DESIGN 1). */
export const mostEndedAtOnce = 40;

/** A command on another entry of the subject that follows from what happened. */
export interface Consequence {
  readonly entryId: string;
  readonly command: EntryCommand;
}

/** What a red entry ends of: the list that came into force over it (A §3, §4). */
export type Overriding = "blackListed" | "keyAttentionListed";

const endRed = (entryId: string, state: string, reason: Overriding): Consequence => ({
  entryId,
  command: state === "published" ? { name: "exit", reason } : { name: "withdraw", reason },
});

/** The list that an event puts in force over red entries: a black or key-attention entry begins, or is back (A §3, §4, §22). */
export const overridesBy = (event: EntryEvent): Overriding | undefined => {
  if (event.type !== "entry-determined" && event.type !== "entry-reinstated") return undefined;
  if (event.data.list === "red") return undefined;
  return event.data.list === "black" ? "blackListed" : "keyAttentionListed";
};

/** The list of a subject that stands over red entries on a day, its own and those that it took over; black before key-attention. */
export const overridingOf = (standings: readonly Standing[], today: LocalDate): Overriding | undefined => {
  const has = (list: "black" | "keyAttention") =>
    standings.some((each) => allEntries(each).some((entry) => isActive(entry, list, today)));
  if (has("black")) return "blackListed";
  return has("keyAttention") ? "keyAttentionListed" : undefined;
};

/** The active red entries of a subject, as commands that end them. */
export const endsOfRed = (standing: Standing, reason: Overriding, today: LocalDate): readonly Consequence[] =>
  activeEntries(standing, "red", today)
    .slice(0, mostEndedAtOnce)
    .map(({ entryId, state }) => endRed(entryId, state, reason));

/**
 * What an event does to the subject's other entries, in the same decision: a black or key-attention determination ends
 * its active red entries, and so does a key-attention entry that is back (A §3, §4); a serious black publication ends the
 * key-attention entry that it escalates (A §3).
 * `entry` is the one that the event happened to, as it stands after it.
 */
export const consequencesOf = (
  entry: Entry,
  event: EntryEvent,
  standing: Standing,
  today: LocalDate,
): readonly Consequence[] => {
  const overrides = overridesBy(event);
  if (overrides) return endsOfRed(standing, overrides, today);
  if (event.type === "entry-published" && entry.escalates !== undefined && entry.severity === "serious")
    return activeEntries(standing, "keyAttention", today)
      .filter(({ entryId, state }) => entryId === entry.escalates && state === "published")
      .map(({ entryId }) => ({ entryId, command: { name: "exit", reason: "escalated" } }));
  return [];
};
