import type { Basis, MeasureRef, Party, Relative } from "../../../events/parts.ts";
import type {
  Domain,
  EntryState,
  IdType,
  ListKind,
  Severity,
  SubjectKind,
  SubjectStatus,
} from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";

/** An entry as a look-up needs it: no facts, no persons. */
export interface EntrySummary {
  readonly entryId: string;
  /** The name under which it was determined: another authority's spelling never changes it. */
  readonly name: string;
  readonly list: ListKind;
  readonly state: EntryState;
  /** Where a contested entry stood. */
  readonly contestedFrom?: EntryState;
  readonly suspended: boolean;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly determiningAuthority: Party;
  readonly documentNo: Basis["documentNo"];
  readonly publishedOn?: LocalDate;
  readonly validTo: LocalDate;
  readonly measures: readonly MeasureRef[];
}

/** An entry of a list kept elsewhere, for cross-checks and for reference alone (A §3). */
export interface ExternalSummary {
  readonly externalId: string;
  readonly list: ListKind;
  readonly source: string;
  readonly owner: string;
  readonly documentNo: string;
  readonly validTo: LocalDate;
  /** The day of the edition of its list that spoke of it last. */
  readonly edition: LocalDate;
  /** Its list no longer has it. */
  readonly endedOn?: LocalDate;
  /** The office that imported it, which tells its owner of contradictions. */
  readonly importedBy: string;
}

/** Where a subject stands: who it is, how far its history has come, and its entries that have not ended. */
export interface Standing {
  /** How it is looked up: `uscc:…`, or `person:…` with the subject's own id. */
  readonly identifier: string;
  /** Random, so that it says nothing about the subject. */
  readonly subjectId: string;
  readonly kind: SubjectKind;
  readonly name: string;
  readonly uscc?: string;
  readonly idType?: IdType;
  readonly idNumberMasked?: string;
  /** The sequence number of its last event; every decision moves it on, so it is the version as well. */
  readonly seq: number;
  readonly entries: readonly EntrySummary[];
  readonly external?: readonly ExternalSummary[];
  /** More red entries than one decision can end are over from here on; no read shows them (DESIGN 1). */
  readonly redOver?: "blackListed" | "keyAttentionListed";
  /** Names and codes that the subject bore before; each still leads here, so that nobody leaves a list by a new name. */
  readonly formerNames?: readonly string[];
  readonly formerUsccs?: readonly string[];
  readonly status?: { readonly kind: SubjectStatus; readonly on: LocalDate; readonly documentNo: string };
  /** Where a merger took it. */
  readonly successor?: Relative;
  /** What mergers brought here, those before them included. */
  readonly predecessors?: readonly Relative[];
  /** The entries of those, as readers put them beside its own; never stored with it. */
  readonly inherited?: readonly Inherited[];
  /** Further names that a search finds it under, as its store keeps them (ADR 3). */
  readonly filedUnder?: readonly string[];
}

/** Where a predecessor stands. */
export interface Inherited {
  readonly from: Relative;
  readonly formerUsccs?: readonly string[];
  readonly seq: number;
  readonly entries: readonly EntrySummary[];
  readonly external?: readonly ExternalSummary[];
}

/** An entry that a look-up shows, with the predecessor that it is about where it is not the subject's own. */
export type ShownEntry = EntrySummary & { readonly inheritedFrom?: Relative };

/** What changes when anything that a look-up of the subject shows does, but for the day. */
export const versionOf = ({ subjectId, seq, inherited = [] }: Standing): readonly (string | number)[] => [
  subjectId,
  seq,
  ...inherited.map((each) => each.seq),
];

export const usccIdentifier = (uscc: string): string => `uscc:${uscc}`;

/** A person is kept under its own id; the document number leads there through an index of keyed hashes. */
export const personIdentifier = (subjectId: string): string => `person:${subjectId}`;

/** A name as it is compared: width, brackets and blanks do not matter. */
export const nameKeyOf = (name: string): string => name.normalize("NFKC").replace(/\s+/gu, "").toUpperCase();

/**
 * Whether the public list shows the entry on a day. Reads ask this themselves and never wait for a sweep: from the day
 * after `validTo` it is gone (SPEC capability 11).
 */
export const shownOn = (entry: Pick<EntrySummary, "state" | "publishedOn" | "validTo">, today: LocalDate): boolean =>
  entry.state === "published" &&
  entry.publishedOn !== undefined &&
  entry.publishedOn <= today &&
  today <= entry.validTo;

/** Its entries and, after those, what mergers brought it: restrictions go on under the successor's name. */
export const allEntries = (standing: Standing): readonly ShownEntry[] => [
  ...standing.entries,
  ...(standing.inherited ?? []).flatMap(({ from, entries }) =>
    entries.map((entry) => ({ ...entry, inheritedFrom: from })),
  ),
];

/**
 * The entries that a reader may see on a day: those shown, less red ones that another list has overridden, a
 * predecessor's black one too. Nothing of a person who has died.
 */
export const shownEntries = (standing: Standing, today: LocalDate): readonly ShownEntry[] => {
  if (standing.status?.kind === "died") return [];
  const shown = allEntries(standing).filter((entry) => shownOn(entry, today));
  const overridden =
    standing.redOver !== undefined || (standing.inherited !== undefined && shown.some(({ list }) => list === "black"));
  return overridden ? shown.filter(({ list }) => list !== "red") : shown;
};

/** The codes that the subject bears and bore. */
export const ownCodes = ({ uscc, formerUsccs = [] }: Pick<Standing, "uscc" | "formerUsccs">): readonly string[] =>
  uscc === undefined ? formerUsccs : [uscc, ...formerUsccs];

/** The codes under which something about it stands: its own, and those of each predecessor, which is named with them. */
export const codesOf = (standing: Standing): ReadonlyMap<string, Relative | undefined> => {
  const own = ownCodes(standing).map((code) => [code, undefined] as const);
  const gone = [
    ...(standing.predecessors ?? []).map((from) => [from.uscc, from] as const),
    ...(standing.inherited ?? []).flatMap(({ from, formerUsccs = [] }) =>
      formerUsccs.map((code) => [code, from] as const),
    ),
  ];
  // In this order; a code that is its own is nobody else's.
  return new Map([...own, ...gone, ...own]);
};

/** Every name that the subject bears or bore. */
export const namesOf = ({ name, formerNames = [], entries }: Standing): readonly string[] => [
  name,
  ...formerNames,
  ...entries.map((entry) => entry.name),
];

/** The name to look a subject up by after a listing: the latest one, unless it is one that the register has replaced. */
export const nameAfter = (standing: Pick<Standing, "name" | "formerNames">, listed: string): string =>
  standing.formerNames?.some((former) => nameKeyOf(former) === nameKeyOf(listed)) ? standing.name : listed;
