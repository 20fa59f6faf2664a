import type { ReviewLimits } from "./review.ts";
import type { ClockLength } from "../clock/clock.ts";

/** What policy says about applications for repair, on the day of the act (SPEC "Policy": procedure). */
export interface RepairRules {
  /** The platform's check, from the application. */
  readonly check: ClockLength;
  /** The authority's decision, from the day on which the platform passed it on. */
  readonly decision: ClockLength;
  /** The commitment in its fixed form (C 四). */
  readonly commitment: string;
  /** Calendar days after a refusal until it can be applied for again. */
  readonly reapplyAfterDays: number;
  /** How long a refusal can be taken to review; the applicant is told with it. */
  readonly review: ReviewLimits;
}
