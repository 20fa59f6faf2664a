import type { EntryEvent } from "../../../events/catalogue.ts";
import type { Clock, MeasureRef, Procedure, Proposal, Stay } from "../../../events/parts.ts";
import type { AbandonReason, EntryState, ExitReason } from "../../../events/vocabulary.ts";
import { addDays, type LocalDate } from "../../kernel/local-date.ts";
import { derivedKey } from "../../kernel/ids.ts";
import { nextSay } from "../clock/alert.ts";
import type { RepairCase } from "../repair/repair-case.ts";

/** That the superior unit was told: by its inbox on the platform, or by a letter. */
export interface SuperiorNotice {
  readonly via: "platform" | "letter";
  readonly notifiedOn: LocalDate;
  readonly documentNo?: string | undefined;
}

/** That a later policy, which is milder, has shortened the time for which an entry stands. */
export interface Shortened {
  readonly on: LocalDate;
  /** Its last valid day until then. */
  readonly before: LocalDate;
  readonly under: string;
}

/** An entry as its history says it is. */
export interface Entry extends Proposal {
  readonly entryId: string;
  readonly subjectId: string;
  readonly state: EntryState;
  /** True exactly while an objection is verified or a stay stands; never a state (SPEC). */
  readonly suspended: boolean;
  readonly clocks: readonly Clock[];
  /** The objections that are open against it, in the order of their filing; their clocks are among its own. */
  readonly openObjections?: readonly string[];
  /** Where a contested entry stood, and goes back to with the last open objection. */
  readonly contestedFrom?: EntryState;
  /** The stays that stand, by court or reconsideration; an exit does not end them. */
  readonly stays?: readonly Stay[];
  readonly proposedOn?: LocalDate;
  /** Without another step by this day a proposal lapses. */
  readonly lapsesAfter?: LocalDate;
  /** The day of the step that this counts from. */
  readonly lapsesFrom?: LocalDate;
  /** The measures that the authority names or leaves out, until they are fixed with the determination. */
  readonly named?: { readonly measures: readonly string[]; readonly leftOut: readonly string[] };
  readonly procedure?: Procedure;
  readonly determinedOn?: LocalDate;
  readonly validFrom?: LocalDate;
  readonly measures: readonly MeasureRef[];
  /** Measures that were lifted while it was public, by a correction or their own end: an error is undone there as well (A §22). */
  readonly lifted?: readonly MeasureRef[];
  readonly reportedOn?: LocalDate;
  readonly publishedOn?: LocalDate;
  readonly publishedSeq?: number;
  readonly warnedOn?: LocalDate;
  /** How and when the superior unit of a public body was told (C 十四). */
  readonly superiorNotice?: SuperiorNotice;
  readonly correctedOn?: LocalDate;
  readonly shortened?: Shortened;
  /** One officer wants it ended; another has to agree. */
  readonly pendingExit?: { readonly reason: ExitReason; readonly proposedOn: LocalDate; readonly officer: string };
  /** The last application for repair, open or over; those before it are in the history. */
  readonly repairCase?: RepairCase;
  readonly exitedOn?: LocalDate;
  readonly exitReason?: ExitReason | AbandonReason;
  readonly noticeUntil?: LocalDate;
  readonly origin?: { readonly submissionId: string; readonly line: number } | undefined;
  /** The policy under which it was determined, or proposed until then. */
  readonly policyVersion: string;
  /** The officer behind the last step, where one was named: who publishes must be another (four eyes). */
  readonly lastOfficer?: string;
  /** The subject's sequence when it began. */
  readonly firstSeq: number;
  /** How many events made it: the ETag. */
  readonly version: number;
}

/** The day on which the entry began on the platform; its directory is by this month. */
export const begunOn = (entry: Pick<Entry, "determinedOn" | "proposedOn">): LocalDate => {
  const day = entry.determinedOn ?? entry.proposedOn;
  if (day === undefined) throw new Error("an entry was proposed or determined");
  return day;
};

/** An entry that has ended: nothing but an objection can change it any more. */
export const hasEnded = ({ state }: Pick<Entry, "state">): boolean => state === "exited" || state === "abandoned";

/** The entry as a reader sees it on a day: past its last day it has ended, whether or not a sweep has come (SPEC 11). */
export const entryOn = (entry: Entry, today: LocalDate): Entry =>
  entry.state === "published" && today > entry.validTo
    ? { ...entry, state: "exited", suspended: false, exitedOn: addDays(entry.validTo, 1), exitReason: "expired" }
    : entry;

/** What happened, before it has its place in the subject's sequence. */
export type Happening = EntryEvent extends infer E
  ? E extends EntryEvent
    ? Pick<E, "type" | "version" | "data">
    : never
  : never;

/** A document number as it is compared: width, brackets, blanks, invisible characters and case do not make another document. */
export const documentKey = (documentNo: string): string =>
  documentNo
    .normalize("NFKC")
    .replace(/[\p{C}\p{Z}]/gu, "")
    .replace(/[[\u3014\u3010\uff3b{]/g, "(")
    .replace(/[\]\u3015\u3011\uff3d}]/g, ")")
    .replace(/\p{Pd}/gu, "-")
    .toUpperCase();

/** A document as it is counted: 〔2026〕01号, 〔2026〕1号 and 〔2026〕第1号 are one. */
export const countedAs = (documentNo: string): string =>
  documentKey(documentNo)
    .replace(/\u7b2c(?=\d)/gu, "")
    .replace(/(?<!\d)0+(?=\d)/g, "");

/** Whether an entry rests on a document, however its number is typed: as its basis, or as minor conduct that it counts (A §3). */
export const restsOn = ({ basis, conduct = [] }: Pick<Entry, "basis" | "conduct">, documentNo: string): boolean =>
  [basis, ...conduct].some((each) => countedAs(each.documentNo) === countedAs(documentNo));

/**
 * The id follows from the natural key (authority, list, document number, subject): the same listing is the same entry. One
 * that was taken back or lapsed is made again as the next round, an entry of its own (ADR 16).
 */
export const entryIdOf = (
  key: {
    readonly authority: string;
    readonly list: string;
    readonly documentNo: string;
    readonly subjectId: string;
  },
  round = 1,
): string =>
  `ent_${derivedKey("entry", key.authority, key.list, documentKey(key.documentNo), key.subjectId, ...(round > 1 ? [round] : []))}`;

/** Whether an entry ended before it was public by nobody's fault but its procedure's: its listing may be made again. */
export const mayBeginAgain = ({ state, exitReason }: Pick<Entry, "state" | "exitReason">): boolean =>
  state === "abandoned" && (exitReason === "withdrawn" || exitReason === "lapsed");

/** Whether a proposal lies idle beyond its day; while it is contested nobody can take it further. */
export const isIdle = ({ state, lapsesAfter }: Pick<Entry, "state" | "lapsesAfter">, today: LocalDate): boolean =>
  state !== "contested" && lapsesAfter !== undefined && today > lapsesAfter;

/** Its clocks that still matter: after its end those of objections alone, which survive an exit. */
export const livingClocks = (entry: Pick<Entry, "state" | "clocks">): readonly Clock[] =>
  hasEnded(entry) ? entry.clocks.filter(({ kind }) => kind === "objectionVerification") : entry.clocks;

/**
 * The next day on which someone must look at the entry: something is to be said about a clock that is open, or it ends by
 * itself. None after its end, unless an objection is open.
 */
export const dueOn = (entry: Entry, said: readonly string[]): LocalDate | undefined => {
  const idle = entry.lapsesAfter === undefined || entry.state === "contested" ? [] : [addDays(entry.lapsesAfter, 1)];
  const ends = hasEnded(entry) ? [] : [addDays(entry.validTo, 1), ...idle];
  return [...ends, nextSay(livingClocks(entry), said)].filter((day) => day !== undefined).sort()[0];
};
