import * as z from "zod";
import { contract } from "../envelope.ts";
import { clock } from "../parts.ts";
import { missingStep } from "../repair-parts.ts";
import { localDateString } from "../vocabulary.ts";

/** The platform checked an application: the authority has it now and its clock runs, or it was returned with what is missing. */
export const repairCheckedV1 = contract(
  "repair-checked",
  1,
  z.object({
    repairId: z.string().min(1),
    checkedOn: localDateString,
    outcome: z.enum(["accepted", "returned"]),
    missing: z.array(missingStep),
    note: z.string().optional(),
    /** The authority's, where it was accepted. */
    clock: clock.optional(),
  }),
);
