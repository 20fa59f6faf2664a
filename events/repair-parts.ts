import * as z from "zod";
import { evidence } from "./parts.ts";
import { localDateString, repairStep } from "./vocabulary.ts";

/** Parts of the events of a repair (信用修复, A §21, C 十五). */

/** What is to be repaired. */
export const repairAbout = z.object({ kind: z.enum(["entry", "disclosure"]), id: z.string().min(1) });
export type RepairAbout = z.infer<typeof repairAbout>;

/** Who stands behind the application: the subject itself, who represents it by law, or somebody it authorised. */
export const applicantCapacity = z.enum(["subject", "legalRepresentative", "agent"]);
export const repairApplicant = z.object({
  name: z.string().min(1),
  capacity: applicantCapacity,
  authorisation: evidence.optional(),
});
export type RepairApplicant = z.infer<typeof repairApplicant>;

/** A step that the applicant says was done, with what proves it. */
export const claimedStep = z.object({ step: repairStep, evidence: z.array(evidence).min(1) });
export type ClaimedStep = z.infer<typeof claimedStep>;

/** The commitment in the fixed form of policy (C 四 规定格式), with who made it and when. */
export const repairCommitment = z.object({ text: z.string().min(1), by: z.string().min(1), on: localDateString });
export type RepairCommitment = z.infer<typeof repairCommitment>;

/** A step that the platform's check found not done or not proven. */
export const missingStep = z.object({ step: repairStep, note: z.string().min(1) });
export type MissingStep = z.infer<typeof missingStep>;

/** What the application was measured by: from when it was possible, and which steps it asks for. */
export const repairTerms = z.object({ earliestOn: localDateString, steps: z.array(repairStep) });
