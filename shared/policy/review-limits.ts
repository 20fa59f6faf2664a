import type { ReviewLimits } from "../domain/why/review.ts";
import type { PolicyFile } from "./schema.ts";

/** How long a policy lets a decision be taken to review. */
export const reviewLimitsOf = ({ review: { reconsiderationDays, litigationMonths } }: PolicyFile): ReviewLimits => ({
  reconsiderationDays: reconsiderationDays.value,
  litigationMonths: litigationMonths.value,
  reconsiderationBasis: placeOf(reconsiderationDays),
  litigationBasis: placeOf(litigationMonths),
});

const placeOf = ({ source }: PolicyFile["review"]["litigationMonths"]): string =>
  source ? `${source.paper}${source.section}` : "";
