/** How long a decision can be taken to review, and the statute that says so. Shown, never enforced here. */
export interface ReviewLimits {
  /** Calendar days, from the day the party knew of the decision, to ask for administrative reconsideration (行政复议). */
  readonly reconsiderationDays: number;
  /** Months, from the same day, to go to court (行政诉讼). */
  readonly litigationMonths: number;
  readonly reconsiderationBasis: string;
  readonly litigationBasis: string;
}
