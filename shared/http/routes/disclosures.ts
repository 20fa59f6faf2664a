import * as z from "zod";
import { disclosedAct, disclosureChannel, instantString, localDateString } from "../../../events/vocabulary.ts";
import { plainText } from "../../domain/subject/text.ts";
import {
  disclosure,
  disclosureStatus,
  items,
  listedDisclosure,
  listedWithPublications,
  partyView,
} from "../disclosure-schemas.ts";
import { route, scopes } from "../route.ts";
import { evidence, officer } from "./parts.ts";
import { became, disclosureParams, paged, pageQuery, party, slug } from "../schemas.ts";

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "格式为 2026-11 / write 2026-11");

export const listDisclosures = route({
  id: "listDisclosures",
  method: "GET",
  path: "/v1/disclosures",
  servedBy: "manage-disclosures",
  scopes: [scopes.read],
  throttle: { rate: 50, burst: 100 },
  summary: "What an agency reported in a month, this one unless told otherwise; the office names the agency.",
  query: pageQuery.extend({ agency: slug.optional(), month: month.optional(), status: disclosureStatus.optional() }),
  answers: () => ({
    200: {
      description: "A filter thins a page out; `next` says whether there is more.",
      schema: paged(listedDisclosure()),
    },
  }),
});

export const getDisclosure = route({
  id: "getDisclosure",
  method: "GET",
  path: "/v1/disclosures/{disclosureId}",
  servedBy: "manage-disclosures",
  scopes: [scopes.read],
  throttle: { rate: 100, burst: 200 },
  summary: "A permit, penalty or other act with its clocks, for its agency and the office; a person's for a purpose.",
  params: disclosureParams,
  answers: () => ({ 200: { description: "The disclosure.", schema: disclosure() } }),
});

export const getDisclosureHistory = route({
  id: "getDisclosureHistory",
  method: "GET",
  path: "/v1/disclosures/{disclosureId}/history",
  servedBy: "manage-disclosures",
  scopes: [scopes.read],
  throttle: { rate: 50, burst: 100 },
  summary: "What was reported of an act, corrected and published, in order.",
  params: disclosureParams,
  answers: () => ({
    200: {
      description: "Its events.",
      schema: paged(
        z.object({
          revision: z.int(),
          type: z.string(),
          version: z.int(),
          at: instantString,
          by: z.object({ agencyId: z.string(), clientId: z.string(), officer: z.string().optional() }),
          policyVersion: z.string(),
          data: z.record(z.string(), z.unknown()),
        }),
      ),
    },
  }),
});

export const reportPublication = route({
  id: "reportPublication",
  method: "POST",
  path: "/v1/disclosures/{disclosureId}/publication",
  servedBy: "manage-disclosures",
  scopes: [scopes.submit],
  throttle: { rate: 50, burst: 100 },
  summary: "The agency says where and when it made the act public itself (A §19); the same again changes nothing.",
  params: disclosureParams,
  body: z.object({
    channel: disclosureChannel.default("agencySite"),
    publishedOn: localDateString,
    address: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .pipe(plainText(500))
      .optional()
      .describe("the page; asked for where the channel is no national system and `evidence` has no file"),
    note: plainText(500).optional(),
    evidence: evidence.max(20).optional().describe("what shows it, such as a copy of the page"),
    officer: z.string().max(50).optional(),
  }),
  idempotent: true,
  answers: () => ({ 200: { description: "The disclosure, its publication clock met.", schema: disclosure() } }),
});

export const withdrawPublication = route({
  id: "withdrawPublication",
  method: "POST",
  path: "/v1/disclosures/{disclosureId}/publication/withdrawal",
  servedBy: "manage-disclosures",
  scopes: [scopes.submit, scopes.office],
  throttle: { rate: 20, burst: 40 },
  summary:
    "Take back what was reported of the agency's own publication, by its authority or the office: the duty stands as it would without it.",
  params: disclosureParams,
  body: z.object({
    publishedOn: localDateString.describe("the day that was reported"),
    channel: disclosureChannel.optional().describe("that channel alone"),
    address: plainText(500).optional().describe("that page alone"),
    reason: plainText(1000),
    ...officer,
  }),
  idempotent: true,
  answers: () => ({
    200: { description: "The disclosure, its clocks as they stand now.", schema: listedWithPublications() },
  }),
});

const open = () =>
  z.object({
    disclosureId: z.string(),
    act: disclosedAct,
    party: partyView().omit({ subjectId: true }),
    decisionNo: z.string(),
    decidedOn: localDateString,
    authority: party(),
    items: items(),
    publicityEndsOn: localDateString,
    publishedOn: localDateString,
    contested: z.boolean().describe("异议核实中: an objection to it is being verified (A §22)"),
    repairCommitment: z
      .object({ text: z.string(), by: z.string(), on: localDateString, appliedOn: localDateString })
      .optional(),
  });

/** In a look-up by code, with what has become of its party. */
const found = () =>
  open().extend({
    party: partyView()
      .omit({ subjectId: true })
      .extend({ currentUscc: z.string().optional(), ...became() }),
  });

export const queryPublicDisclosures = route({
  id: "queryPublicDisclosures",
  method: "GET",
  path: "/public/v1/disclosures",
  servedBy: "query-public",
  scopes: null,
  throttle: { rate: 200, burst: 400 },
  summary:
    "Permits, penalties and other acts about an organisation or sole trader that are public today (A §19, C 六).",
  query: pageQuery.extend({ uscc: z.string().max(40) }),
  answers: () => ({
    200: {
      description:
        "Under its code, those that it bore and those of whom it took over, one after the other; of each those whose publicity ends first in front.",
      schema: paged(found()).extend({ asOf: instantString, listVersion: z.string() }),
    },
    304: { description: "Unchanged since the ETag given." },
  }),
});

export const getPublicDisclosure = route({
  id: "getPublicDisclosure",
  method: "GET",
  path: "/public/v1/disclosures/{disclosureId}",
  servedBy: "query-public",
  scopes: null,
  throttle: { rate: 200, burst: 400 },
  summary: "One act that is public today, a person masked. 410 after its last public day, or once it was taken down.",
  params: disclosureParams,
  answers: () => ({
    200: { description: "The act.", schema: open().extend({ asOf: instantString, listVersion: z.string() }) },
    304: { description: "Unchanged since the ETag given." },
  }),
});

export const getTemplate = route({
  id: "getTemplate",
  method: "GET",
  path: "/v1/templates/{file}",
  servedBy: "describe-api",
  scopes: null,
  throttle: { rate: 10, burst: 20 },
  summary: "An empty workbook to fill in: penalties.xlsx, permits.xlsx or acts.xlsx. Anybody may have one.",
  params: z.object({ file: z.enum(["penalties.xlsx", "permits.xlsx", "acts.xlsx"]) }),
  answers: () => ({ 200: { description: "XLSX with headers, drop-downs and notes." } }),
});
