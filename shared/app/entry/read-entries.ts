import { type EntryEvent, isEntryEvent } from "../../../events/catalogue.ts";
import type { EntryState, ListKind } from "../../../events/vocabulary.ts";
import { type Entry, entryOn } from "../../domain/entry/entry.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { EntryPage, EntryReader } from "../../ports/entries.ts";
import { type Reading, type RegisterReadDeps, registerReads } from "../person/register-read.ts";

export interface ReadEntryDeps {
  readonly reader: Pick<EntryReader, "entry">;
  readonly now: () => Date;
}

export interface ReadEntriesDeps extends ReadEntryDeps {
  readonly reader: EntryReader;
}

/** One entry, for its authority, its provider and the office. Others are refused: they have the public page. */
export const readEntry = async (
  deps: ReadEntryDeps,
  entryId: string,
  caller: Caller,
): Promise<Result<Entry, Refusal>> => {
  const stored = await deps.reader.entry(entryId);
  if (!stored) return refused(refusal("entry.unknown", "没有该记录 / no such entry"));
  const entry = entryOn(stored.entry, shanghaiDate(deps.now()));
  const mine = [entry.determiningAuthority.agencyId, entry.informationProvider.agencyId].includes(caller.agencyId);
  return mine || caller.roles.includes("office")
    ? accepted(entry)
    : refused(
        refusal(
          "entry.notYours",
          "仅认定单位、信息提供单位和信用办可查阅 / for its authority, its provider and the office",
        ),
      );
};

/** Every event of an entry, in the subject's sequence, for those who may read the entry. */
export const readHistory = async (
  deps: ReadEntriesDeps,
  entryId: string,
  caller: Caller,
): Promise<Result<readonly EntryEvent[], Refusal>> => {
  const entry = await readEntry(deps, entryId, caller);
  if (!entry.ok) return entry;
  const events = await deps.reader.history(entry.value.subjectId);
  return accepted(events.filter(isEntryEvent).filter((event) => event.entryId === entryId));
};

export interface EntryFilter {
  readonly authority?: string | undefined;
  readonly month?: string | undefined;
  readonly list?: ListKind | undefined;
  readonly state?: EntryState | undefined;
  readonly subject?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Entries determined in a month by one authority, or all of a subject: an agency reads its own, the office those of any
 * authority. A filter thins a page out; `next` says whether there is more. All of a person are read for a purpose, which is
 * registered (A §22); who did not determine any of them learns nothing.
 */
export const listEntries = async (
  deps: ReadEntriesDeps & RegisterReadDeps,
  filter: EntryFilter,
  reading: Reading,
): Promise<Result<EntryPage, Refusal>> => {
  const { agencyId, roles } = reading.caller;
  const office = roles.includes("office");
  const { subject, list, state } = filter;
  if (!office && (filter.authority ?? agencyId) !== agencyId)
    return refused(refusal("entry.notYours", "只能查阅本单位的记录 / an agency lists its own entries"));
  // Of a subject the office reads what every authority determined, unless it names one.
  const authority = filter.authority ?? (office && subject !== undefined ? undefined : agencyId);
  const today = shanghaiDate(deps.now());
  const page =
    subject === undefined
      ? await deps.reader.ofAuthority(authority ?? agencyId, filter.month ?? today.slice(0, 7), filter)
      : await deps.reader.ofSubject(subject, filter);
  const items = page.items
    .map((entry) => entryOn(entry, today))
    .filter(
      (entry) =>
        (authority === undefined || entry.determiningAuthority.agencyId === authority) &&
        (list === undefined || entry.list === list) &&
        (state === undefined || entry.state === state),
    );
  const person = subject !== undefined && items.some((entry) => entry.subject.kind === "person");
  const without = await registerReads(deps, reading, person ? [{ what: "standing", subjectId: subject }] : []);
  return without ? refused(without) : accepted({ ...page, items });
};
