import * as z from "zod";
import {
  localDateString,
  objectionFinding,
  objectionGround,
  objectionOrigin,
  stayOrder,
} from "../../../events/vocabulary.ts";
import { plainText } from "../../domain/subject/text.ts";
import { route, scopes } from "../route.ts";
import {
  complaint,
  complaintAbout,
  listedComplaint,
  objection,
  objectionIdParams,
  objectionStatus,
} from "../objection-schemas.ts";
import { disclosureParams, entryIdParams, entryView, paged, pageQuery, subjectIdParams } from "../schemas.ts";
import { changes, evidence, officer, proven } from "./parts.ts";

const complaintParams = z.object({ complaintId: z.string().regex(/^cmp_[0-9a-z]{26}$/) });

const writes = { servedBy: "settle-claims", throttle: { rate: 50, burst: 100 }, idempotent: true } as const;
const reads = { servedBy: "read-entries", throttle: { rate: 100, burst: 200 }, scopes: [scopes.read] } as const;
const anyAgency = [scopes.submit, scopes.respond, scopes.office];

const filing = z.object({
  origin: objectionOrigin,
  ground: objectionGround,
  text: plainText(4000),
  evidence: evidence.max(20).default([]),
  ...officer,
});

export const fileObjection = route({
  ...writes,
  id: "fileObjection",
  method: "POST",
  path: "/v1/entries/{entryId}/objections",
  scopes: anyAgency,
  summary: "Contest an entry, public or not; a published one's measures stop at once (A §22).",
  params: entryIdParams,
  body: filing,
  answers: () => ({ 201: { description: "Filed; the provider and the authority are told.", schema: objection() } }),
});

export const fileActObjection = route({
  ...writes,
  id: "fileActObjection",
  method: "POST",
  path: "/v1/disclosures/{disclosureId}/objections",
  scopes: anyAgency,
  summary: "Contest a permit, penalty or other act; it is public as contested while it is verified (A §22).",
  params: disclosureParams,
  body: filing,
  answers: () => ({ 201: { description: "Filed; the agency that made it is told.", schema: objection() } }),
});

const onObjection = { ...writes, method: "POST", conditional: true, params: objectionIdParams } as const;
const stands = () => ({ 200: { description: "The objection as it now stands.", schema: objection() } });

export const verifyObjection = route({
  ...onObjection,
  id: "verifyObjection",
  path: "/v1/objections/{objectionId}/verification",
  scopes: [scopes.submit, scopes.respond],
  summary: "What the information provider found.",
  body: z.object({
    finding: objectionFinding,
    text: plainText(4000),
    evidence: evidence.max(20).default([]),
    ...officer,
  }),
  answers: stands,
});

export const resolveObjection = route({
  ...onObjection,
  id: "resolveObjection",
  path: "/v1/objections/{objectionId}/resolution",
  scopes: [scopes.submit, scopes.office],
  summary:
    "Decide an objection: `upheld` ends the entry as an error, or takes the act down for good; `corrected` mends it, `rejected` lets it go on.",
  body: z.object({
    outcome: z.enum(["upheld", "rejected", "corrected"]),
    reason: plainText(2000),
    changes: changes.optional().describe("of an entry; an act is corrected by reporting its row again"),
    evidence: evidence.max(20).default([]),
    ...officer,
  }),
  answers: stands,
});

export const withdrawObjection = route({
  ...onObjection,
  id: "withdrawObjection",
  path: "/v1/objections/{objectionId}/withdrawal",
  scopes: anyAgency,
  summary: "Take an objection back, by the agency that filed it.",
  body: z.object({ reason: plainText(1000), ...officer }),
  answers: stands,
});

export const getObjection = route({
  ...reads,
  id: "getObjection",
  method: "GET",
  path: "/v1/objections/{objectionId}",
  summary: "One objection, for those whom it concerns.",
  params: objectionIdParams,
  answers: () => ({ 200: { description: "The objection.", schema: objection() } }),
});

export const listObjections = route({
  ...reads,
  id: "listObjections",
  method: "GET",
  path: "/v1/objections",
  summary: "Objections that concern the caller, oldest first; the office sees all.",
  query: pageQuery.extend({ status: objectionStatus.optional() }),
  answers: () => ({
    200: {
      description: "Objections without what was written in them; a page that a status thins out may be short.",
      schema: paged(objection().omit({ text: true, evidence: true, verification: true, closed: true })),
    },
  }),
});

export const stayEntry = route({
  ...writes,
  id: "stayEntry",
  servedBy: "decide-entries",
  method: "POST",
  path: "/v1/entries/{entryId}/stay",
  scopes: [scopes.submit, scopes.office],
  conditional: true,
  summary: "Enter a stay by a court or a reconsideration, or its end (`endedBy`).",
  params: entryIdParams,
  body: z.union([
    z.object({ documentNo: plainText(128), orderedBy: stayOrder, orderedOn: localDateString, ...officer }),
    z.object({ documentNo: plainText(128), endedBy: plainText(128), ...officer }),
  ]),
  answers: () => ({ 200: { description: "The entry as it now stands.", schema: entryView() } }),
});

export const fileComplaint = route({
  ...writes,
  id: "fileComplaint",
  servedBy: "decide-entries",
  method: "POST",
  path: "/v1/complaints",
  scopes: anyAgency,
  summary: "Complain to the credit office about how something was handled.",
  body: z.object({
    about: complaintAbout,
    origin: z.enum(["subject", "agency"]),
    subjectId: subjectIdParams.shape.subjectId
      .optional()
      .describe(
        "of a complaint for a subject about an agency: whom it is for, who then reads it in `/v1/me/complaints`",
      ),
    text: plainText(4000),
    ...proven,
  }),
  answers: () => ({ 201: { description: "Taken.", schema: complaint() } }),
});

export const answerComplaint = route({
  ...writes,
  id: "answerComplaint",
  servedBy: "decide-entries",
  method: "POST",
  path: "/v1/complaints/{complaintId}/answer",
  scopes: [scopes.office],
  summary: "The credit office's answer to a complaint, given once.",
  params: complaintParams,
  body: z.object({ text: plainText(4000), ...officer }),
  answers: () => ({ 200: { description: "The complaint with its answer.", schema: complaint() } }),
});

export const getComplaint = route({
  ...reads,
  id: "getComplaint",
  method: "GET",
  path: "/v1/complaints/{complaintId}",
  summary: "One complaint, for the agency that filed it and the office; of a person for a purpose (A §22).",
  params: complaintParams,
  answers: () => ({ 200: { description: "The complaint.", schema: complaint() } }),
});

export const listComplaints = route({
  ...reads,
  id: "listComplaints",
  method: "GET",
  path: "/v1/complaints",
  summary: "The caller's complaints, oldest first; the office reads all. Of persons without what was written.",
  query: pageQuery,
  answers: () => ({ 200: { description: "Complaints.", schema: paged(listedComplaint()) } }),
});
