import * as z from "zod";
import { instantString } from "../../../events/vocabulary.ts";
import { explanation } from "../explanation.ts";
import { route, scopes } from "../route.ts";
import { entryIdParams, subjectIdParams, subjectView } from "../schemas.ts";

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
