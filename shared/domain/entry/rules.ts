import type { Repair } from "../../../events/parts.ts";
import type { DocumentKind, ListKind, Severity, SubjectKind } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { ClockLength } from "../clock/clock.ts";
import type { RepairTerms } from "../repair/repair-case.ts";
import type { RepairRules } from "../repair/rules.ts";
import type { Masks } from "../subject/masks.ts";

/**
 * What policy says about one act on one entry. Substance follows the policy at determination or a later milder one;
 * procedure follows the policy of the day of the act (SPEC "Policy").
 */
export interface EntryRules {
  /** Recorded with the determination. */
  readonly substanceVersion: string;
  /** Recorded with every later act. */
  readonly procedureVersion: string;
  readonly listReport: ClockLength;
  /** The window for a statement after a prior notice. */
  readonly priorNoticeStatement: ClockLength;
  /** Calendar days after its publication by which an announcement counts as served. */
  readonly announcementServedAfterDays: number;
  readonly publicNotice: ClockLength;
  /** How long a proposal may lie idle before it lapses. */
  readonly idlePreliminary: ClockLength;
  /** The provider's time to verify an objection. */
  readonly objectionVerification: ClockLength;
  /** Whether the subject must be told before it is listed (A §3). */
  readonly priorNoticeMandatory: (list: ListKind, kind: SubjectKind) => boolean;
  readonly publicNoticeMandatory: (list: ListKind) => boolean;
  /** Who publishes: the platform at once, or the office. Minor conduct is normally not shown, so the office decides. */
  readonly publication: (list: ListKind, severity: Severity) => "automatic" | "office";
  /** Acts that a second officer must take. */
  readonly fourEyes: { readonly publication: boolean; readonly exitByError: boolean };
  readonly documentKinds: (list: ListKind) => readonly DocumentKind[] | undefined;
  /** How many minor faults within how many months make a key-attention listing (A §3 多次发生轻微失信行为). */
  readonly repeatedMinorConduct: { readonly count: number; readonly withinMonths: number };
  /** The latest last valid day that an entry may have; nothing where policy sets no limit. */
  readonly latestValidTo: (severity: Severity, from: PeriodDays) => LocalDate | undefined;
  /**
   * The soonest last valid day that policies give which came into force after the determination, or come tomorrow; never
   * before the eve of the day from which they are in force. Nothing where none sets a limit.
   */
  readonly milderEnd: (severity: Severity, from: PeriodDays) => MilderEnd | undefined;
  /** What a determination fixes about repair (A §21). */
  readonly repair: (severity: Severity, from: PeriodDays, allowed: boolean) => Repair;
  /** From when and how it can be repaired, under the policy at determination and under each later one that allows it. */
  readonly repairTerms: (severity: Severity, from: PeriodDays) => readonly RepairTerms[];
  readonly repairs: RepairRules;
  /** Whether a key-attention entry follows a black one that ends other than by error (A §4). */
  readonly followOn: boolean;
  /** The share of an imported list that a newer edition may end unless the number is named. */
  readonly editionMayEndPercent: number;
  /** Calendar days for which an exit notice stays up. */
  readonly exitNoticeDays: number;
  /** How persons are shown where they need not be known. */
  readonly masks: Masks;
}

/** Where a later policy has an entry end at the latest. */
export interface MilderEnd {
  readonly validTo: LocalDate;
  readonly policyVersion: string;
  readonly inForceFrom: LocalDate;
}

/** The days from which policy may let a period run: that of the document, or that of the determination. */
export interface PeriodDays {
  readonly document: LocalDate;
  readonly determination: LocalDate;
}
