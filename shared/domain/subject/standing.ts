import type { Basis, MeasureRef, Party } from "../../../events/parts.ts";
import type { Domain, EntryState, ListKind, Severity, SubjectKind } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { Entry } from "../entry/entry.ts";

/** An entry as a look-up needs it: no facts, no persons. */
export interface EntrySummary {
  readonly entryId: string;
  /** The name under which it was determined: another authority's spelling never changes it. */
  readonly name: string;
  readonly list: ListKind;
  readonly state: EntryState;
  readonly suspended: boolean;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly determiningAuthority: Party;
  readonly documentNo: Basis["documentNo"];
  readonly publishedOn?: LocalDate;
  readonly validTo: LocalDate;
  readonly measures: readonly MeasureRef[];
}

/** Where a subject stands: who it is, how far its history has come, and its entries that have not ended. */
export interface Standing {
  /** How it is looked up: `uscc:…`. */
  readonly identifier: string;
  /** Random, so that it says nothing about the subject. */
  readonly subjectId: string;
  readonly kind: SubjectKind;
  readonly name: string;
  readonly uscc?: string;
  /** The sequence number of its last event; every decision moves it on, so it is the version as well. */
  readonly seq: number;
  readonly entries: readonly EntrySummary[];
  /** Further names that a search finds it under, as its store keeps them (ADR 3). */
  readonly filedUnder?: readonly string[];
}

export const usccIdentifier = (uscc: string): string => `uscc:${uscc}`;

/** A name as it is compared: width, brackets and blanks do not matter. */
export const nameKeyOf = (name: string): string => name.normalize("NFKC").replace(/\s+/gu, "").toUpperCase();

const summarise = (entry: Entry): EntrySummary => ({
  entryId: entry.entryId,
  name: entry.subject.name,
  list: entry.list,
  state: entry.state,
  suspended: entry.suspended,
  domain: entry.domain,
  severity: entry.severity,
  determiningAuthority: entry.determiningAuthority,
  documentNo: entry.basis.documentNo,
  ...(entry.publishedOn === undefined ? {} : { publishedOn: entry.publishedOn }),
  validTo: entry.validTo,
  measures: entry.measures,
});

/** The standing after an entry changed; an ended entry leaves it. */
export const withEntry = (standing: Standing, entry: Entry, seq: number): Standing => {
  const others = standing.entries.filter((other) => other.entryId !== entry.entryId);
  const ended = entry.state === "exited" || entry.state === "abandoned";
  return { ...standing, seq, entries: ended ? others : [...others, summarise(entry)] };
};

/**
 * Whether the public list shows the entry on a day. Reads ask this themselves and never wait for a sweep: from the day
 * after `validTo` it is gone (SPEC capability 11).
 */
export const shownOn = (entry: Pick<EntrySummary, "state" | "publishedOn" | "validTo">, today: LocalDate): boolean =>
  entry.state === "published" &&
  entry.publishedOn !== undefined &&
  entry.publishedOn <= today &&
  today <= entry.validTo;
