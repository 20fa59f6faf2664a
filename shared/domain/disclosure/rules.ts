import type { DisclosedAct, Severity } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { ClockLength } from "../clock/clock.ts";
import type { RepairTerms } from "../repair/repair-case.ts";
import type { RepairRules } from "../repair/rules.ts";

/** The days of a penalty from which its repair is counted. */
export interface PenaltyDays {
  readonly decidedOn: LocalDate;
  readonly publicityEndsOn: LocalDate;
}

/** What policy says about an act that is reported on a day. */
export interface DisclosureRules {
  readonly version: string;
  /** How long an agency has to make the act public itself (A §19, C 六, D 四(二)). */
  readonly publication: ClockLength;
  /** How long it has to report it, and from when; nothing for acts that need not be collected (A §19). */
  readonly collection?: ClockLength & { readonly from: "decision" | "publication" };
  /** The last public day of an act that names none. */
  readonly publicityEndsOn: (act: DisclosedAct, decidedOn: LocalDate) => LocalDate;
  /** The last public day that an act may name; nothing where policy sets none. */
  readonly latestPublicityEnd: (act: DisclosedAct, decidedOn: LocalDate) => LocalDate | undefined;
  /**
   * The day on which the shortest period of a penalty ends that stands so, counted from the day of its decision as it is
   * corrected (Order 36); nothing where a policy that may be followed sets none.
   */
  readonly earliestPublicityEnd: (stood: PenaltyDays, decidedOn: LocalDate) => LocalDate | undefined;
  /** How long the agency has to verify an objection (A §22). */
  readonly objectionVerification: ClockLength;
  readonly repairs: RepairRules;
  /** How grave the conduct behind a penalty was, as far as can be told. */
  readonly severity: (penalty: PenaltyDays) => Severity;
  /** From when and by which steps the publicity of a penalty can end early, by each policy that may be followed. */
  readonly repairTerms: (penalty: PenaltyDays) => readonly RepairTerms[];
}

/** The rules for an act: how long it may be public follows its decision, clocks follow the day on which it is reported first. */
export type DisclosureRulebook = (about: {
  readonly act: DisclosedAct;
  readonly decidedOn: LocalDate;
  readonly on: LocalDate;
}) => DisclosureRules;
