import * as z from "zod";
import { applicantCapacity } from "../../../events/repair-parts.ts";
import { localDateString, objectionGround, repairStep } from "../../../events/vocabulary.ts";
import { plainText } from "../../domain/subject/text.ts";
import { complaint, complaintAbout, objection, objectionIdParams } from "../objection-schemas.ts";
import { repair, repairIdParams } from "../repair-schemas.ts";
import { route, scopes } from "../route.ts";
import { disclosureParams, entryIdParams, entryView } from "../schemas.ts";

/** What a subject files by itself: each is the counter's route under `/v1/me`. */
const own = {
  method: "POST",
  servedBy: "file-own-requests",
  scopes: [scopes.me],
  throttle: { rate: 20, burst: 40 },
  idempotent: true,
} as const;

/** A document by its title and number. Files come in at a counter, which keeps them as evidence. */
const document = z.strictObject({ title: plainText(200), documentNo: plainText(128).optional() });

const filing = z.object({
  ground: objectionGround,
  text: plainText(4000),
  evidence: z.array(document).max(20).default([]),
});

const application = z.object({
  /** Who stands behind it; the subject by its own name where nobody is named. */
  applicant: z
    .object({
      name: plainText(100),
      capacity: applicantCapacity,
      authorisation: document.optional(),
    })
    .optional(),
  reason: plainText(1000).optional(),
  steps: z
    .array(z.object({ step: repairStep.exclude(["commitment"]), evidence: z.array(document).min(1).max(10) }))
    .max(10),
  commitment: z.object({ by: plainText(100), on: localDateString }).optional(),
});

export const fileOwnObjection = route({
  ...own,
  id: "fileOwnObjection",
  path: "/v1/me/entries/{entryId}/objections",
  summary: "Contest an entry about oneself; a published one's measures stop at once (A §22).",
  params: entryIdParams,
  body: filing,
  answers: () => ({ 201: { description: "Filed; the provider and the authority are told.", schema: objection() } }),
});

export const fileOwnActObjection = route({
  ...own,
  id: "fileOwnActObjection",
  path: "/v1/me/disclosures/{disclosureId}/objections",
  summary: "Contest a permit, penalty or other act about oneself, also after its publicity (A §22).",
  params: disclosureParams,
  body: filing,
  answers: () => ({ 201: { description: "Filed; the agency that made it is told.", schema: objection() } }),
});

export const withdrawOwnObjection = route({
  ...own,
  id: "withdrawOwnObjection",
  path: "/v1/me/objections/{objectionId}/withdrawal",
  summary: "Take one's own objection back, also one that a counter filed.",
  params: objectionIdParams,
  body: z.object({ reason: plainText(1000) }),
  answers: () => ({ 200: { description: "The objection as it now stands.", schema: objection() } }),
});

export const fileOwnStatement = route({
  ...own,
  id: "fileOwnStatement",
  path: "/v1/me/entries/{entryId}/statement",
  summary: "Answer a notice of an intended listing (A §3); received today.",
  params: entryIdParams,
  body: z.object({ text: plainText(4000) }),
  answers: () => ({ 200: { description: "The entry as it now stands.", schema: entryView() } }),
});

export const applyForOwnRepair = route({
  ...own,
  id: "applyForOwnRepair",
  path: "/v1/me/entries/{entryId}/repairs",
  summary: "Apply for the repair of an entry about oneself, with every step that it asks for and the commitment.",
  params: entryIdParams,
  body: application,
  answers: () => ({ 201: { description: "Filed; the platform's check runs.", schema: repair() } }),
});

export const applyForOwnActRepair = route({
  ...own,
  id: "applyForOwnActRepair",
  path: "/v1/me/disclosures/{disclosureId}/repairs",
  summary: "Apply for an early end of the publicity of a penalty on oneself.",
  params: disclosureParams,
  body: application,
  answers: () => ({ 201: { description: "Filed; the platform's check runs.", schema: repair() } }),
});

export const withdrawOwnRepair = route({
  ...own,
  id: "withdrawOwnRepair",
  path: "/v1/me/repairs/{repairId}/withdrawal",
  summary: "Take one's own application back before it is decided, also one that a counter filed.",
  params: repairIdParams,
  body: z.object({ why: plainText(1000).optional() }),
  answers: () => ({ 200: { description: "The application as it now stands.", schema: repair() } }),
});

export const fileOwnComplaint = route({
  ...own,
  id: "fileOwnComplaint",
  path: "/v1/me/complaints",
  summary: "Complain to the credit office about how an entry about oneself, or an agency, was handled.",
  body: z.object({ about: complaintAbout, text: plainText(4000) }),
  answers: () => ({ 201: { description: "Taken.", schema: complaint() } }),
});
