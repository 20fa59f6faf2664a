import type { Domain } from "../../../events/vocabulary.ts";

/** How long a decision can be taken to review, and the statute that says so. Shown, never enforced here. */
export interface ReviewLimits {
  /** Calendar days, from the day the party knew of the decision, to ask for administrative reconsideration (行政复议). */
  readonly reconsiderationDays: number;
  /** Months, from the same day, to go to court (行政诉讼). */
  readonly litigationMonths: number;
  readonly reconsiderationBasis: string;
  readonly litigationBasis: string;
  readonly court: CourtReview;
}

/** Against what a court lists lies neither: it is asked to correct it, and the court above looks at its refusal (法释〔2017〕7号). */
export interface CourtReview {
  /** The fields in which courts list, and nobody else. */
  readonly domains: readonly Domain[];
  /** Calendar days that the court has to look at an application for correction. */
  readonly correctionDays: number;
  /** Calendar days, from the service of its refusal, to go to the court above. */
  readonly reconsiderationDays: number;
  readonly basis: string;
}

/** The way against a court's decision, where the field is one in which courts list. */
export const courtReviewIn = ({ court }: ReviewLimits, domain: Domain | undefined): CourtReview | undefined =>
  domain !== undefined && court.domains.includes(domain) ? court : undefined;
