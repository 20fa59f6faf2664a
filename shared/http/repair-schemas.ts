import * as z from "zod";
import { applicantCapacity, repairAbout } from "../../events/repair-parts.ts";
import { localDateString, repairStep, severity, subjectKind } from "../../events/vocabulary.ts";
import { repairStatuses } from "../domain/repair/repair-case.ts";
import { plainText } from "../domain/subject/text.ts";
import { clockView, party, subjectView } from "./schemas.ts";

/** How repairs are named and answered, to agencies and to subjects. */

export const repairIdParams = z.object({ repairId: z.string().regex(/^rep_[0-9a-z]{26}$/) });

export const repairEvidence = z.object({
  title: plainText(200),
  documentNo: plainText(128).optional(),
  attachmentId: z
    .string()
    .regex(/^evd_[0-9a-z]{26}$/)
    .optional(),
});

export const repairSummary = () =>
  z.object({
    repairId: z.string(),
    about: repairAbout,
    status: z.enum(repairStatuses),
    subject: subjectView().omit({ subjectId: true }).extend({ kind: subjectKind }),
    determiningAuthority: party(),
    documentNo: z.string(),
    severity,
    applicant: z.object({ name: z.string(), capacity: applicantCapacity }),
    filedBy: party().extend({ officer: z.string().optional() }),
    appliedOn: localDateString,
    terms: z.object({ earliestOn: localDateString, steps: z.array(repairStep) }),
    closedOn: localDateString.optional(),
    clocks: z.array(clockView()),
  });

export const repair = () =>
  repairSummary().extend({
    subject: subjectView().partial({ subjectId: true }),
    applicant: z.object({ name: z.string(), capacity: applicantCapacity, authorisation: repairEvidence.optional() }),
    reason: z.string().optional(),
    steps: z.array(z.object({ step: repairStep, evidence: z.array(repairEvidence) })),
    commitment: z.object({ text: z.string(), by: z.string(), on: localDateString }).optional(),
    check: z
      .object({
        checkedOn: localDateString,
        missing: z.array(z.object({ step: repairStep, note: z.string() })),
        note: z.string().optional(),
      })
      .optional(),
    decision: z
      .object({
        outcome: z.string(),
        decidedOn: localDateString,
        reason: z.string().optional(),
        mayApplyAgainOn: localDateString.optional(),
        review: z.string().optional(),
      })
      .optional(),
  });

/** Whether something can be repaired today, from when, by which steps, and why not. */
export const eligibility = () =>
  z.object({
    eligible: z.boolean(),
    reasons: z.array(z.object({ code: z.string(), detail: z.string() })),
    earliestOn: localDateString.nullable(),
    steps: z.array(z.object({ step: repairStep, detail: z.string() })),
    policyVersion: z.string().nullable(),
  });
