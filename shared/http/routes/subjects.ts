import * as z from "zod";
import { instantString, localDateString, subjectStatus } from "../../../events/vocabulary.ts";
import { relative } from "../../../events/parts.ts";
import { uscc } from "../../domain/subject/uscc.ts";
import { plainText } from "../../domain/subject/text.ts";
import { route, scopes } from "../route.ts";
import {
  asOfQuery,
  historyItem,
  measureRef,
  paged,
  pageQuery,
  party,
  reference,
  subjectIdParams,
  subjectView,
} from "../schemas.ts";

const subject = () =>
  subjectView().extend({
    formerNames: z.array(z.string()).optional(),
    formerUsccs: z.array(z.string()).optional(),
    status: z.object({ kind: subjectStatus, on: localDateString, documentNo: z.string() }).optional(),
    successor: relative.optional(),
    predecessors: z.array(relative).optional(),
  });

export const getSubject = route({
  id: "getSubject",
  method: "GET",
  path: "/v1/subjects/{subjectId}",
  servedBy: "read-subjects",
  scopes: [scopes.read],
  throttle: { rate: 200, burst: 400 },
  summary:
    "Where a subject stands, now or as of an instant, with its entries that have not ended; a person for a purpose (A §22).",
  params: subjectIdParams,
  query: asOfQuery,
  answers: () => ({
    200: {
      description: "All entries for the office; for agencies what is published and their own.",
      schema: z.object({
        asOf: instantString,
        listVersion: z.string(),
        subject: subject(),
        entries: z.array(
          z.object({
            entryId: z.string(),
            name: z.string(),
            list: z.string(),
            state: z.string(),
            suspended: z.boolean(),
            domain: z.string(),
            severity: z.string(),
            determiningAuthority: party(),
            documentNo: z.string(),
            publishedOn: localDateString.optional(),
            validTo: localDateString,
            measures: z.array(measureRef()),
            inheritedFrom: relative.optional(),
          }),
        ),
        references: z.array(reference()).describe("Entries of lists kept elsewhere: for reference alone."),
      }),
    },
  }),
});

export const getSubjectHistory = route({
  id: "getSubjectHistory",
  method: "GET",
  path: "/v1/subjects/{subjectId}/history",
  servedBy: "read-subjects",
  scopes: [scopes.read],
  throttle: { rate: 50, burst: 100 },
  summary:
    "Every event of a subject in its sequence, a person's for a purpose: all for the office, an authority those of its own entries.",
  params: subjectIdParams,
  query: pageQuery,
  answers: () => ({
    200: {
      description: "Whole decisions; the last may exceed the limit. An authority's page is thinned out.",
      schema: paged(historyItem()),
    },
  }),
});

/** The day it took effect, the document that says so, and the officer who records it. */
const recorded = { on: localDateString, documentNo: plainText(128), officer: plainText(50).optional() };

export const changeSubject = route({
  id: "changeSubject",
  method: "POST",
  path: "/v1/subjects/{subjectId}/changes",
  servedBy: "change-subjects",
  scopes: [scopes.office, scopes.submit],
  throttle: { rate: 50, burst: 100 },
  summary: "Record what has become of a subject: new name or code, merger, dissolution, bankruptcy, death.",
  params: subjectIdParams,
  body: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("renamed"), name: plainText(200), ...recorded }),
    z.object({ kind: z.literal("newUscc"), uscc, ...recorded }),
    z.object({ kind: z.literal("merged"), into: subjectIdParams.shape.subjectId, ...recorded }),
    z.object({ kind: subjectStatus, ...recorded }),
  ]),
  idempotent: true,
  answers: () => ({
    200: {
      description: "The subject as it now stands, also where it stood so before.",
      schema: z.object({ asOf: instantString, listVersion: z.string(), subject: subject() }),
    },
  }),
});
