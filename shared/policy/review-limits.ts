import type { ReviewLimits } from "../domain/repair/review.ts";
import type { PolicyFile } from "./schema.ts";

/** How long a policy lets a decision be taken to review, and by which way where a court took it. */
export const reviewLimitsOf = ({
  review: { reconsiderationDays, litigationMonths, court },
}: PolicyFile): ReviewLimits => ({
  reconsiderationDays: reconsiderationDays.value,
  litigationMonths: litigationMonths.value,
  reconsiderationBasis: placeOf(reconsiderationDays),
  litigationBasis: placeOf(litigationMonths),
  court: {
    domains: court.domains.value,
    correctionDays: court.correctionDays.value,
    reconsiderationDays: court.reconsiderationDays.value,
    basis: placeOf(court.reconsiderationDays),
  },
});

const placeOf = ({ source }: PolicyFile["review"]["litigationMonths"]): string =>
  source ? `${source.paper}${source.section}` : "";
