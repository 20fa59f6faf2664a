import * as z from "zod";
import { applicantCapacity } from "../../../events/repair-parts.ts";
import { localDateString, repairStep } from "../../../events/vocabulary.ts";
import { plainText } from "../../domain/subject/text.ts";
import { route, scopes } from "../route.ts";
import { eligibility, repair, repairEvidence, repairIdParams, repairSummary } from "../repair-schemas.ts";
import { disclosureParams, entryIdParams, paged, pageQuery } from "../schemas.ts";

const throttle = { rate: 200, burst: 400 };
const officer = { officer: plainText(50).optional() };
const eligible = () => ({
  200: { description: "Every reason that stands against it, with its code.", schema: eligibility() },
});

export const getRepairEligibility = route({
  id: "getRepairEligibility",
  method: "GET",
  path: "/v1/entries/{entryId}/repair-eligibility",
  servedBy: "read-entries",
  scopes: [scopes.read],
  throttle,
  summary: "Whether an entry can be repaired today, from when, by which steps, and why not (A §21, C 十五).",
  params: entryIdParams,
  answers: eligible,
});

const application = z.object({
  applicant: z.object({
    name: plainText(100),
    capacity: applicantCapacity,
    authorisation: repairEvidence.optional(),
  }),
  reason: plainText(1000).optional(),
  steps: z
    .array(z.object({ step: repairStep.exclude(["commitment"]), evidence: z.array(repairEvidence).min(1).max(10) }))
    .max(10),
  commitment: z.object({ by: plainText(100), on: localDateString }).optional(),
  ...officer,
});

export const applyForRepair = route({
  id: "applyForRepair",
  method: "POST",
  path: "/v1/entries/{entryId}/repairs",
  servedBy: "settle-claims",
  scopes: [scopes.submit, scopes.respond],
  throttle,
  summary:
    "File a subject's application for repair at a counter: every step that it asks for with what proves it, and who made the commitment in its fixed form, when. A named officer.",
  params: entryIdParams,
  body: application,
  idempotent: true,
  answers: () => ({ 201: { description: "Filed; the platform's check runs.", schema: repair() } }),
});

export const getActRepairEligibility = route({
  id: "getActRepairEligibility",
  method: "GET",
  path: "/v1/disclosures/{disclosureId}/repair-eligibility",
  servedBy: "manage-disclosures",
  scopes: [scopes.read],
  throttle,
  summary: "Whether the publicity of a penalty can end early today, from when, by which steps, and why not (Order 36).",
  params: disclosureParams,
  answers: eligible,
});

export const applyForActRepair = route({
  id: "applyForActRepair",
  method: "POST",
  path: "/v1/disclosures/{disclosureId}/repairs",
  servedBy: "settle-claims",
  scopes: [scopes.submit, scopes.respond],
  throttle,
  summary: "File a party's application for an early end of a penalty's publicity, at a counter. A named officer.",
  params: disclosureParams,
  body: application,
  idempotent: true,
  answers: () => ({ 201: { description: "Filed; the platform's check runs.", schema: repair() } }),
});

const onRepair = <B extends z.ZodType>(
  id: string,
  word: string,
  scope: readonly (typeof scopes)[keyof typeof scopes][],
  summary: string,
  body: B,
) =>
  route({
    id,
    method: "POST",
    path: `/v1/repairs/{repairId}/${word}`,
    servedBy: "settle-claims",
    scopes: scope,
    throttle,
    summary,
    params: repairIdParams,
    body,
    idempotent: true,
    answers: () => ({ 200: { description: "The application as it now stands.", schema: repair() } }),
  });

export const checkRepair = onRepair(
  "checkRepair",
  "check",
  [scopes.office],
  "The platform's check within 10 working days: passed on to the authority, or returned with what is missing.",
  z.discriminatedUnion("outcome", [
    z.object({ outcome: z.literal("accepted"), note: plainText(1000).optional(), ...officer }),
    z.object({
      outcome: z.literal("returned"),
      missing: z
        .array(z.object({ step: repairStep, note: plainText(500) }))
        .min(1)
        .max(5),
      note: plainText(1000).optional(),
      ...officer,
    }),
  ]),
);
export const decideRepair = onRepair(
  "decideRepair",
  "decision",
  [scopes.submit],
  "The determining authority's decision within 3 working days. Approved, the entry or the publicity of the act has ended: display, sharing and measures stop together.",
  z.discriminatedUnion("outcome", [
    z.object({ outcome: z.literal("approved"), reason: plainText(1000).optional(), ...officer }),
    z.object({ outcome: z.literal("refused"), reason: plainText(1000), ...officer }),
  ]),
);
export const withdrawRepair = onRepair(
  "withdrawRepair",
  "withdrawal",
  [scopes.submit, scopes.respond, scopes.office],
  "Take an application back for the applicant, at the counter that filed it or at the office.",
  z.object({ why: plainText(1000).optional(), ...officer }),
);

export const getRepair = route({
  id: "getRepair",
  method: "GET",
  path: "/v1/repairs/{repairId}",
  servedBy: "read-entries",
  scopes: [scopes.read],
  throttle,
  summary: "One application, for its authority, the office and the counter that filed it; a person's for a purpose.",
  params: repairIdParams,
  answers: () => ({ 200: { description: "The application.", schema: repair() } }),
});

export const listRepairs = route({
  id: "listRepairs",
  method: "GET",
  path: "/v1/repairs",
  servedBy: "read-entries",
  scopes: [scopes.read],
  throttle,
  summary:
    "Applications that are open, or were closed in a month: an authority's own; the office's all, or one authority's.",
  query: pageQuery.extend({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .optional(),
    authority: z.string().max(64).optional(),
  }),
  answers: () => ({
    200: {
      description: "Applications, persons masked and without what was handed in.",
      schema: paged(repairSummary()),
    },
  }),
});
