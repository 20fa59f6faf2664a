import * as z from "zod";
import {
  domain,
  feedbackOutcome,
  instantString,
  listKind,
  localDateString,
  triggerKind,
  triggerStatus,
} from "../../../events/vocabulary.ts";
import { partnerInput } from "../../domain/feedback/partner.ts";
import { plainText } from "../../domain/subject/text.ts";
import { route, scopes } from "../route.ts";
import { entryIdParams, measureRef, paged, pageQuery, party, triggerView } from "../schemas.ts";

const partnerView = () =>
  partnerInput.extend({ feedbackId: z.string(), entryId: z.string(), partner: party(), at: instantString });

export const getEntryFeedback = route({
  id: "getEntryFeedback",
  method: "GET",
  path: "/v1/entries/{entryId}/feedback",
  servedBy: "manage-feedback",
  scopes: [scopes.read],
  throttle: { rate: 100, burst: 200 },
  summary: "What was done about an entry, for its authority, its provider and the office; partners apart.",
  params: entryIdParams,
  query: pageQuery,
  answers: () => ({
    200: {
      description: "How many triggers of each kind stand how, those that were answered, and what partners report.",
      schema: paged(triggerView()).extend({
        entryId: z.string(),
        counts: z.partialRecord(triggerKind, z.partialRecord(triggerStatus, z.int())),
        partners: z.array(partnerView()),
      }),
    },
  }),
});

export const givePartnerFeedback = route({
  id: "givePartnerFeedback",
  method: "POST",
  path: "/v1/entries/{entryId}/partner-feedback",
  servedBy: "manage-feedback",
  scopes: [scopes.respond],
  throttle: { rate: 50, burst: 100 },
  summary: "A partner reports what it did about a published entry of its own accord (A §17).",
  params: entryIdParams,
  body: partnerInput,
  idempotent: true,
  answers: () => ({
    201: { description: "Recorded, apart from what agencies were asked to do.", schema: partnerView() },
  }),
});

const caseStatus = z.enum(["proposed", "published", "withdrawn"]);

const caseView = () =>
  z.object({
    caseId: z.string(),
    triggerId: z.string(),
    entryId: z.string(),
    agency: party(),
    authorityId: z.string(),
    list: listKind,
    domain,
    measure: measureRef().extend({ title: z.string() }),
    outcome: feedbackOutcome,
    on: localDateString,
    title: z.string(),
    text: z.string(),
    public: z.boolean(),
    status: caseStatus,
    createdAt: instantString,
    publishedOn: localDateString.optional(),
    decidedBy: z.object({ agencyId: z.string(), name: z.string(), officer: z.string().optional() }).optional(),
    version: z.int(),
  });

export const listCases = route({
  id: "listCases",
  method: "GET",
  path: "/v1/typical-cases",
  servedBy: "manage-feedback",
  scopes: [scopes.read, scopes.office],
  throttle: { rate: 50, burst: 100 },
  summary: "Typical cases (典型案例) told in a month: all for the office, an agency's and an authority's own for them.",
  query: pageQuery.extend({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .optional(),
    status: caseStatus.optional(),
  }),
  answers: () => ({ 200: { description: "Cases, oldest first.", schema: paged(caseView()) } }),
});

const caseParams = z.object({ caseId: z.string().regex(/^cas_[0-9a-z]{26}$/) });

export const getCase = route({
  id: "getCase",
  method: "GET",
  path: "/v1/typical-cases/{caseId}",
  servedBy: "manage-feedback",
  scopes: [scopes.read, scopes.office],
  throttle: { rate: 50, burst: 100 },
  summary: "One typical case.",
  params: caseParams,
  answers: () => ({ 200: { description: "The case, with its ETag.", schema: caseView() } }),
});

const steering = (id: string, word: string, summary: string) =>
  route({
    id,
    method: "POST",
    path: `/v1/typical-cases/{caseId}/${word}`,
    servedBy: "manage-feedback",
    scopes: [scopes.office],
    throttle: { rate: 50, burst: 100 },
    summary,
    params: caseParams,
    body: z.object({ officer: plainText(50).optional() }),
    idempotent: true,
    conditional: true,
    answers: () => ({ 200: { description: "The case as it now stands.", schema: caseView() } }),
  });

export const publishCase = steering("publishCase", "publication", "Show a case to everybody, if its agency agreed.");
export const withdrawCase = steering("withdrawCase", "withdrawal", "Take a case back, published or not.");

export const listPublicCases = route({
  id: "listPublicCases",
  method: "GET",
  path: "/public/v1/typical-cases",
  servedBy: "query-cases",
  scopes: null,
  throttle: { rate: 100, burst: 200 },
  summary: "Published typical cases: what was done and what came of it, never to whom.",
  query: pageQuery,
  answers: () => ({
    200: {
      description: "Cases, the newest first.",
      schema: paged(
        z.object({
          caseId: z.string(),
          title: z.string(),
          text: z.string(),
          list: listKind,
          domain,
          measure: z.string(),
          agency: z.string(),
          outcome: feedbackOutcome,
          on: localDateString,
          publishedOn: localDateString,
        }),
      ),
    },
  }),
});
