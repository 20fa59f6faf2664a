import type { DisclosedAct } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { ClockLength } from "../clock/clock.ts";

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
}

/** The rules for an act: how long it may be public follows its decision, clocks follow the day on which it is reported. */
export type DisclosureRulebook = (about: {
  readonly act: DisclosedAct;
  readonly decidedOn: LocalDate;
  readonly on: LocalDate;
}) => DisclosureRules;
