import * as z from "zod";
import { instantString, localDateString } from "../../../events/vocabulary.ts";
import { explanation } from "../explanation.ts";
import { route, scopes } from "../route.ts";
import { entryView, paged, pageQuery, subjectView, triggerView } from "../schemas.ts";

export const readMe = route({
  id: "readMe",
  method: "GET",
  path: "/v1/me",
  servedBy: "read-own-standing",
  scopes: [scopes.me],
  throttle: { rate: 20, burst: 40 },
  summary:
    "What is recorded about the holder of the token: entries with their notices and clocks, why, and what agencies were told to do.",
  answers: () => ({
    200: {
      description: "Everything that has not ended; empty where nothing is recorded.",
      schema: z.object({
        asOf: instantString,
        listVersion: z.string(),
        subject: subjectView().loose().optional(),
        entries: z.array(entryView().extend({ why: explanation().optional(), triggers: z.array(triggerView()) })),
      }),
    },
  }),
});

export const listMyReads = route({
  id: "listMyReads",
  method: "GET",
  path: "/v1/me/reads",
  servedBy: "read-own-standing",
  scopes: [scopes.me],
  throttle: { rate: 20, burst: 40 },
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
