import type { Repair } from "../../../events/parts.ts";
import type { DocumentKind, ListKind, Severity } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { ClockLength } from "../clock/clock.ts";

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
  /** Who publishes: the platform at once, or the office. Minor conduct is normally not shown, so the office decides. */
  readonly publication: (list: ListKind, severity: Severity) => "automatic" | "office";
  readonly documentKinds: (list: ListKind) => readonly DocumentKind[] | undefined;
  /** The latest last valid day that an entry may have; nothing where policy sets no limit. */
  readonly latestValidTo: (severity: Severity, from: PeriodDays) => LocalDate | undefined;
  readonly repair: (severity: Severity, from: PeriodDays, allowed: boolean) => Repair;
}

/** The days from which policy may let a period run: that of the document, or that of the determination. */
export interface PeriodDays {
  readonly document: LocalDate;
  readonly determination: LocalDate;
}
