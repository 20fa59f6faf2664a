import { isEntryEvent, type SubjectEvent } from "../../../events/catalogue.ts";
import { type Reference, referencesOf } from "../../domain/external/reference.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { replaySubject, upTo } from "../../domain/history/replay.ts";
import {
  allEntries,
  personIdentifier,
  shownEntries,
  type ShownEntry,
  type Standing,
} from "../../domain/subject/standing.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { EntryStore } from "../../ports/entries.ts";
import type { SubjectReader } from "../../ports/subjects.ts";
import { isPartner, toCome } from "../entry/show-entry.ts";

export interface ReadSubjectsDeps {
  readonly subjects: SubjectReader;
  readonly entries: Pick<EntryStore, "entries">;
  readonly now: () => Date;
}

export interface SubjectRead {
  readonly standing: Standing;
  readonly entries: readonly ShownEntry[];
  /** Entries of lists kept elsewhere that were in force then, for reference. */
  readonly references: readonly Reference[];
  readonly asOf: Date;
}

/**
 * Where a subject stands now, or stood at a past instant. The office sees every entry that has not ended; an agency what is
 * published, and what it determined itself; of the past no more than is published still. A person is for the office and the authorities that list it, partners have the
 * public lists. Refuses an instant to come, and one before the subject's first event as unknown.
 */
export const readSubject = async (
  deps: ReadSubjectsDeps,
  subjectId: string,
  caller: Caller,
  asOf?: Date,
): Promise<Result<SubjectRead, Refusal>> => {
  const now = deps.now();
  if (isPartner(caller)) return refused(notYours());
  if (asOf && asOf > now) return refused(toCome());
  const stored = await deps.subjects.standing(subjectId);
  if (!stored) return refused(unknownSubject());
  const seen = visible(stored, caller, shanghaiDate(now));
  if (seen === undefined) return refused(notYours());
  if (!asOf)
    return accepted({
      standing: stored,
      entries: seen,
      references: referencesOf(stored, shanghaiDate(now)),
      asOf: now,
    });
  const standing = await standingAt(deps, stored, asOf);
  if (!standing) return refused(unknownSubject());
  const then = visible(standing, caller, shanghaiDate(asOf)) ?? [];
  // What has ended since is for the office and its authority alone (A §4).
  const open = new Set(seen.map(({ entryId }) => entryId));
  const entries = caller.roles.includes("office")
    ? then
    : then.filter((entry) => isOf(entry, caller) || open.has(entry.entryId));
  return accepted({ standing, entries, references: referencesOf(standing, shanghaiDate(asOf)), asOf });
};

/** The entries that a reader sees; nothing where the subject is not for it to see. */
const visible = (standing: Standing, caller: Caller, today: LocalDate): readonly ShownEntry[] | undefined => {
  // Past its last day an entry has ended, whether or not a sweep has come.
  const live = allEntries(standing).filter(({ validTo }) => today <= validTo);
  if (caller.roles.includes("office")) return live;
  const own = live.filter((entry) => isOf(entry, caller));
  if (standing.kind === "person") return own.length > 0 ? own : undefined;
  return [...own, ...shownEntries(standing, today).filter((entry) => !isOf(entry, caller))];
};

const isOf = ({ determiningAuthority }: ShownEntry, { agencyId }: Caller): boolean =>
  determiningAuthority.agencyId === agencyId;

export interface SubjectHistoryPage {
  readonly items: readonly SubjectEvent[];
  readonly next: string | null;
  /** The subject's id where it is a person, whose events are not answered without a purpose (A §22). */
  readonly person?: string;
}

/** The subject's events in its sequence: all of them for the office; for an authority those of its own entries. */
export const readSubjectHistory = async (
  deps: ReadSubjectsDeps,
  subjectId: string,
  caller: Caller,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Result<SubjectHistoryPage, Refusal>> => {
  const office = caller.roles.includes("office");
  if (!office && !caller.roles.includes("authority")) return refused(notYours());
  const identifier = await deps.subjects.identifierOf(subjectId);
  if (identifier === undefined) return refused(unknownSubject());
  const { items, next } = await deps.subjects.historyPage(subjectId, page);
  const about = identifier === personIdentifier(subjectId) ? { person: subjectId } : {};
  if (office) return accepted({ items, next, ...about });
  const entries = await deps.entries.entries([...new Set(items.filter(isEntryEvent).map(({ entryId }) => entryId))]);
  const mine = items.filter(
    ({ entryId }) => entries.get(entryId)?.entry.determiningAuthority.agencyId === caller.agencyId,
  );
  return accepted({ items: mine, next, ...about });
};

/** The standing that the history up to an instant says, with that of the predecessors it had by then. */
const standingAt = async (deps: ReadSubjectsDeps, stored: Standing, at: Date): Promise<Standing | undefined> => {
  const history = await deps.subjects.history(stored.subjectId);
  const part = upTo(history, at);
  if (part.length === 0) return undefined;
  const { standing } = replaySubject(stored, history, part);
  if (!standing.predecessors) return standing;
  const inherited = await Promise.all(
    standing.predecessors.map(async (from) => {
      const predecessor = await deps.subjects.standing(from.subjectId);
      const { seq = 0, entries = [], external } = (predecessor && (await standingAt(deps, predecessor, at))) ?? {};
      return { from, seq, entries, ...(external ? { external } : {}) };
    }),
  );
  return { ...standing, inherited };
};

const unknownSubject = (): Refusal => refusal("subject.unknown", "没有该主体 / no such subject");
const notYours = (): Refusal =>
  refusal("subject.notYours", "仅信用办和相关认定单位可查阅 / for the office and the authorities that listed it");
