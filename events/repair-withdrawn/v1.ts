import * as z from "zod";
import { contract } from "../envelope.ts";
import { localDateString } from "../vocabulary.ts";

/** The applicant took an application back before it was decided. */
export const repairWithdrawnV1 = contract(
  "repair-withdrawn",
  1,
  z.object({ repairId: z.string().min(1), withdrawnOn: localDateString, why: z.string().optional() }),
);
