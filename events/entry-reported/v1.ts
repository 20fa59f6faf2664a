import * as z from "zod";
import { contract } from "../envelope.ts";
import { localDateString } from "../vocabulary.ts";

/** The authority has reported the entry to the platform; the report clock is met, or recorded as late (A §3, §20). */
export const entryReportedV1 = contract(
  "entry-reported",
  1,
  z.object({ reportedOn: localDateString, workingDaysLate: z.int().min(0) }),
);
