import * as z from "zod";
import { instantString, localDateString } from "../../../events/vocabulary.ts";
import { explanation } from "../explanation.ts";
import { complaint, objection } from "../objection-schemas.ts";
import { repair } from "../repair-schemas.ts";
import { route, scopes } from "../route.ts";
import { entryView, paged, pageQuery, subjectView, triggerView } from "../schemas.ts";

const reads = {
  method: "GET",
  servedBy: "read-own-standing",
  scopes: [scopes.me],
  throttle: { rate: 20, burst: 40 },
} as const;

export const readMe = route({
  ...reads,
  id: "readMe",
  path: "/v1/me",
  summary:
    "What is recorded about the holder of the token: entries with their notices and clocks, why, what agencies were told to do, and the latest objections, repairs and complaints.",
  answers: () => ({
    200: {
      description: "Everything that has not ended; empty where nothing is recorded.",
      schema: z.object({
        asOf: instantString,
        listVersion: z.string(),
        subject: subjectView().loose().optional(),
        entries: z.array(entryView().extend({ why: explanation().optional(), triggers: z.array(triggerView()) })),
        objections: paged(objection()),
        repairs: paged(repair()),
        complaints: paged(complaint()),
      }),
    },
  }),
});

export const listMyReads = route({
  ...reads,
  id: "listMyReads",
  path: "/v1/me/reads",
  summary: "What was read about the holder of the token, by which agency and for what purpose (A §22).",
  query: pageQuery,
  answers: () => ({
    200: {
      description: "In the order in which they were made. Reads of persons are registered.",
      schema: paged(
        z.object({
          at: instantString,
          agencyId: z.string(),
          purpose: z.string(),
          what: z.string(),
          of: z.string().optional(),
        }),
      ).extend({ asOf: localDateString }),
    },
  }),
});

export const listMyObjections = route({
  ...reads,
  id: "listMyObjections",
  path: "/v1/me/objections",
  summary: "Objections to entries about the holder of the token, whoever filed them, with what came of each.",
  query: pageQuery,
  answers: () => ({ 200: { description: "The newest first.", schema: paged(objection()) } }),
});

export const listMyRepairs = route({
  ...reads,
  id: "listMyRepairs",
  path: "/v1/me/repairs",
  summary: "Applications for the repair of entries about the holder of the token, with what came of each.",
  query: pageQuery,
  answers: () => ({ 200: { description: "The newest first.", schema: paged(repair()) } }),
});

export const listMyComplaints = route({
  ...reads,
  id: "listMyComplaints",
  path: "/v1/me/complaints",
  summary: "Complaints of the holder of the token, with their answers.",
  query: pageQuery,
  answers: () => ({ 200: { description: "The newest first.", schema: paged(complaint()) } }),
});
