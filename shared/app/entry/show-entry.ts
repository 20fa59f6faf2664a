import { isEntryEvent } from "../../../events/catalogue.ts";
import { type Entry, entryOn } from "../../domain/entry/entry.ts";
import { evolve } from "../../domain/entry/evolve.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { upTo } from "../../domain/history/replay.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import { publicOn } from "../query/query-public.ts";
import { readEntry, type ReadEntriesDeps } from "./read-entries.ts";

/** An entry as a reader may see it: all of it, or what is public. */
export interface Shown {
  readonly entry: Entry;
  readonly as: "own" | "public";
}

/**
 * One entry as the platform shows it now, or showed it at a past instant: whole for its authority, its provider and the
 * office, also after its end; for partners what is public, and after its end gone (A §4). Who may read is decided by where
 * things stand today. Refuses an instant that is to come, and one before the entry began as unknown.
 */
export const showEntry = async (
  deps: ReadEntriesDeps,
  entryId: string,
  caller: Caller,
  asOf?: Date,
): Promise<Result<Shown, Refusal>> => {
  const now = deps.now();
  if (asOf && asOf > now) return refused(toCome());
  const seen = await seenToday(deps, entryId, caller, shanghaiDate(now));
  if (!seen.ok || !asOf) return seen;
  const then = await entryAt(deps, seen.value.entry, asOf);
  if (!then) return refused(refusal("entry.unknown", "没有该记录 / no such entry"));
  return seen.value.as === "public"
    ? asPublic(then, shanghaiDate(asOf))
    : accepted({ entry: entryOn(then, shanghaiDate(asOf)), as: "own" });
};

/** Partners read the open lists and nothing else (SPEC "Who acts"). */
export const isPartner = ({ roles }: Caller): boolean => roles.every((role) => role === "partner");

/** An instant that is to come: what the platform will show then, nobody knows. */
export const toCome = (): Refusal =>
  refusal("input.invalid", "请按所列各项更正后重试 / mend the fields named and try again", [
    { field: "asOf", code: "asOf.future", detail: "不得晚于现在 / not after now" },
  ]);

const seenToday = async (
  deps: ReadEntriesDeps,
  entryId: string,
  caller: Caller,
  today: LocalDate,
): Promise<Result<Shown, Refusal>> => {
  if (isPartner(caller)) return asPublic((await deps.reader.entry(entryId))?.entry, today);
  const read = await readEntry(deps, entryId, caller);
  return read.ok ? accepted({ entry: read.value, as: "own" }) : read;
};

const asPublic = (entry: Entry | undefined, today: LocalDate): Result<Shown, Refusal> => {
  const shown = publicOn(entry, today);
  return shown.ok ? accepted({ entry: shown.value, as: "public" }) : shown;
};

/** The names that an entry's person bears or bore by its history, for a reader of what is public. */
export const namesInHistory = async (
  { reader }: Pick<ReadEntriesDeps, "reader">,
  { subject, subjectId }: Pick<Entry, "subject" | "subjectId">,
): Promise<readonly string[]> => {
  if (subject.kind !== "person") return [];
  return (await reader.history(subjectId)).flatMap(({ data }) => [
    ...("subject" in data && data.subject ? [data.subject.name] : []),
    ...("formerName" in data ? [data.name, data.formerName] : []),
  ]);
};

const entryAt = async (deps: ReadEntriesDeps, { entryId, subjectId }: Entry, at: Date): Promise<Entry | undefined> =>
  upTo(await deps.reader.history(subjectId), at)
    .filter(isEntryEvent)
    .filter((event) => event.entryId === entryId)
    .reduce<Entry | undefined>(evolve, undefined);
