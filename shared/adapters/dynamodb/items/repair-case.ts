import * as z from "zod";
import { actor } from "../../../../events/envelope.ts";
import { clock } from "../../../../events/parts.ts";
import {
  claimedStep,
  missingStep,
  repairAbout,
  repairApplicant,
  repairCommitment,
  repairTerms,
} from "../../../../events/repair-parts.ts";
import { localDateString } from "../../../../events/vocabulary.ts";
import { repairStatuses } from "../../../domain/repair/repair-case.ts";

/** An application for repair as it is stored, with its entry and by itself. */
export const repairCaseItem = z.object({
  repairId: z.string(),
  about: repairAbout,
  status: z.enum(repairStatuses),
  filedBy: actor,
  applicant: repairApplicant,
  reason: z.string().exactOptional(),
  appliedOn: localDateString,
  terms: repairTerms,
  steps: z.array(claimedStep),
  commitment: repairCommitment.exactOptional(),
  check: z
    .object({ checkedOn: localDateString, missing: z.array(missingStep), note: z.string().exactOptional() })
    .exactOptional(),
  decision: z
    .object({
      decidedOn: localDateString,
      reason: z.string().exactOptional(),
      mayApplyAgainOn: localDateString.exactOptional(),
      review: z.string().exactOptional(),
    })
    .exactOptional(),
  closedOn: localDateString.exactOptional(),
  clocks: z.array(clock),
});
