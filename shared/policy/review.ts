import type { ReviewLimits } from "../domain/repair/review.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import { reviewLimitsOf } from "./review-limits.ts";
import { inOrder } from "./rulebook.ts";
import type { PolicyFile } from "./schema.ts";

export type ReviewBook = (on: LocalDate) => ReviewLimits;

/** How long a decision of a day can be taken to review, by the policy in force that day. */
export const createReviewBook = (policies: readonly PolicyFile[]): ReviewBook => {
  const { inForceOn } = inOrder(policies);
  return (on) => reviewLimitsOf(inForceOn(on));
};
