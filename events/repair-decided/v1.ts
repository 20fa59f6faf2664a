import * as z from "zod";
import { contract } from "../envelope.ts";
import { localDateString } from "../vocabulary.ts";

/** The determining authority decided an application (A §4 经认定单位同意). Approved, the exit follows in the same decision. */
export const repairDecidedV1 = contract(
  "repair-decided",
  1,
  z.object({
    repairId: z.string().min(1),
    decidedOn: localDateString,
    outcome: z.enum(["approved", "refused"]),
    reason: z.string().optional(),
    /** Where it was refused: from when it can be applied for again. */
    mayApplyAgainOn: localDateString.optional(),
    /** Where it was refused: the way of review, as the applicant was told it. */
    review: z.string().optional(),
  }),
);
