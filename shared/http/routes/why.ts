import * as z from "zod";
import { domain, instantString, listKind, localDateString, matter, severity } from "../../../events/vocabulary.ts";
import { route, scopes } from "../route.ts";
import { basis, entryIdParams, party, subjectIdParams, subjectView } from "../schemas.ts";

const period = () => z.object({ from: localDateString, to: localDateString });

const explanation = () =>
  z.object({
    entryId: z.string(),
    list: listKind,
    domain,
    severity,
    suspended: z.boolean(),
    determiningAuthority: party(),
    basis: basis(),
    period: period(),
    measures: z.array(
      z.object({
        measureId: z.string(),
        version: z.int(),
        title: z.string(),
        kind: z.enum(["incentive", "punishment"]),
        strength: z.enum(["mandatory", "recommended"]),
        article: z.object({ paper: z.string().optional(), section: z.string(), title: z.string(), quote: z.string() }),
        agencies: z.array(party()),
        matters: z.array(matter),
        period: period(),
      }),
    ),
    remedies: z.array(
      z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("objection"), to: party(), basis: z.string() }),
        z.object({
          kind: z.literal("repair"),
          open: z.boolean(),
          earliestOn: localDateString.optional(),
          steps: z.array(z.string()),
          to: party(),
          basis: z.string(),
        }),
        z.object({
          kind: z.enum(["reconsideration", "litigation"]),
          within: z.union([z.object({ days: z.int() }), z.object({ months: z.int() })]),
          notBefore: localDateString.describe("The period cannot end before this day."),
          basis: z.string(),
        }),
      ]),
    ),
    text: z.string().describe("The same in plain Chinese."),
  });

export const explainSubject = route({
  id: "explainSubject",
  method: "GET",
  path: "/v1/subjects/{subjectId}/why",
  servedBy: "explain-entries",
  scopes: [scopes.read],
  throttle: { rate: 50, burst: 100 },
  summary:
    "Everything in force for or against a subject, and why: entry, measure, article, agency, period, remedies (B 三(二)); a person for a purpose.",
  params: subjectIdParams,
  answers: () => ({
    200: {
      description: "One explanation for each published entry.",
      schema: z.object({
        asOf: instantString,
        listVersion: z.string(),
        subject: subjectView().loose(),
        entries: z.array(explanation()),
      }),
    },
  }),
});

export const explainPublicEntry = route({
  id: "explainPublicEntry",
  method: "GET",
  path: "/public/v1/entries/{entryId}/why",
  servedBy: "explain-entries",
  scopes: null,
  throttle: { rate: 100, burst: 200 },
  summary: "Why a published entry has the effects that it has, and the ways out. 410 after it ended.",
  params: entryIdParams,
  answers: () => ({
    200: {
      description: "The explanation; it names nobody.",
      schema: explanation().extend({ asOf: instantString, listVersion: z.string() }),
    },
    304: { description: "Unchanged since the ETag given." },
  }),
});
