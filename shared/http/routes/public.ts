import * as z from "zod";
import { domain, instantString, listKind, localDateString, subjectKind } from "../../../events/vocabulary.ts";
import { route } from "../route.ts";
import { basis, entryIdParams, paged, pageQuery, party, publicEntrySummary, publicMeasure } from "../schemas.ts";

export const queryPublicEntries = route({
  id: "queryPublicEntries",
  method: "GET",
  path: "/public/v1/entries",
  servedBy: "query-public",
  scopes: null,
  throttle: { rate: 200, burst: 400 },
  summary: "Published entries of an organisation, by USCC or by exact name.",
  query: z
    .strictObject({ uscc: z.string().max(40).optional(), name: z.string().max(200).optional() })
    .refine((q) => (q.uscc === undefined) !== (q.name === undefined), {
      params: { code: "query.oneOf" },
      message: "请提供统一社会信用代码(uscc)或单位全称(name)之一 / give uscc or name, exactly one",
    }),
  answers: () => ({
    200: {
      description: "What stands published today.",
      schema: z.object({ asOf: instantString, listVersion: z.string(), items: z.array(publicEntrySummary()) }),
    },
    304: { description: "Unchanged since the ETag given." },
  }),
});

export const getPublicEntry = route({
  id: "getPublicEntry",
  method: "GET",
  path: "/public/v1/entries/{entryId}",
  servedBy: "query-public",
  scopes: null,
  throttle: { rate: 200, burst: 400 },
  summary: "A published entry: why, on what basis, until when. 410 after it ended.",
  params: entryIdParams,
  answers: () => ({
    200: {
      description: "The entry.",
      schema: publicEntrySummary().extend({
        asOf: instantString,
        listVersion: z.string(),
        basis: basis(),
        facts: z.string(),
        determinedOn: localDateString,
        repair: z.object({ allowed: z.boolean(), earliestOn: localDateString.optional(), steps: z.array(z.string()) }),
        repairCommitment: z
          .object({ text: z.string(), by: z.string(), on: localDateString, appliedOn: localDateString })
          .optional()
          .describe("The subject's public commitment while its application for repair stands (C 四)."),
      }),
    },
    304: { description: "Unchanged since the ETag given." },
  }),
});

const noticeKind = z.enum(["publicNotice", "exitNotice"]);

const notice = () =>
  z.object({
    entryId: z.string(),
    kind: noticeKind,
    list: listKind,
    subject: z.object({ kind: subjectKind, name: z.string(), uscc: z.string().optional() }),
    determiningAuthority: party(),
    opensOn: localDateString,
    endsOn: localDateString,
    domain: domain.optional(),
    documentNo: z.string().optional(),
    reason: z.string().optional(),
    reasonText: z.string().optional(),
  });

export const listNotices = route({
  id: "listNotices",
  method: "GET",
  path: "/public/v1/notices",
  servedBy: "query-public",
  scopes: null,
  throttle: { rate: 50, burst: 100 },
  summary: "Notices that are up today, those that end first in front: preliminary listings (A §3) and exits (A §4).",
  query: pageQuery.extend({ kind: noticeKind.optional(), list: listKind.optional() }),
  answers: () => ({
    200: {
      description: "Notices; a filter thins a page out, `next` says whether there is more.",
      schema: paged(notice()).extend({ asOf: instantString, listVersion: z.string() }),
    },
    304: { description: "Unchanged since the ETag given." },
  }),
});

export const getNotice = route({
  id: "getNotice",
  method: "GET",
  path: "/public/v1/notices/{entryId}",
  servedBy: "query-public",
  scopes: null,
  throttle: { rate: 200, burst: 400 },
  summary: "The notice that one entry has up today. 410 after its last day.",
  params: entryIdParams,
  answers: () => ({
    200: { description: "The notice.", schema: notice().extend({ asOf: instantString, listVersion: z.string() }) },
    304: { description: "Unchanged since the ETag given." },
  }),
});

export const listPublicMeasures = route({
  id: "listPublicMeasures",
  method: "GET",
  path: "/public/v1/measures",
  servedBy: "read-catalogue",
  scopes: null,
  throttle: { rate: 200, burst: 400 },
  summary: "The published measures catalogue (B 四(三)): a measure that is not here may not be applied.",
  answers: () => ({
    200: {
      description: "Measures.",
      schema: z.object({
        items: z.array(
          publicMeasure().extend({
            mou: z.object({ mouId: z.string(), title: z.string(), documentNo: z.string() }).optional(),
          }),
        ),
      }),
    },
  }),
});
