import * as z from "zod";
import { contract } from "../envelope.ts";
import { clock } from "../parts.ts";
import { claimedStep, repairAbout, repairApplicant, repairCommitment, repairTerms } from "../repair-parts.ts";
import { localDateString } from "../vocabulary.ts";

/** The subject asks, through a counter, for its credit to be repaired. Starts the platform's check (国办发〔2025〕22号). */
export const repairAppliedV1 = contract(
  "repair-applied",
  1,
  z.object({
    repairId: z.string().min(1),
    about: repairAbout,
    appliedOn: localDateString,
    applicant: repairApplicant,
    reason: z.string().optional(),
    terms: repairTerms,
    steps: z.array(claimedStep),
    commitment: repairCommitment.optional(),
    clock,
  }),
);
