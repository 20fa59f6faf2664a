import * as z from "zod";
import { instantString, localDateString, matter } from "../../../events/vocabulary.ts";
import { uscc } from "../../domain/subject/uscc.ts";
import { route, scopes } from "../route.ts";

export const screenSubjects = route({
  id: "screenSubjects",
  method: "POST",
  path: "/v1/screenings",
  servedBy: "screen-subjects",
  scopes: [scopes.screen],
  throttle: { rate: 50, burst: 100 },
  summary: "Which measures stand against or for each subject in the caller's matter (A §20 应查必查).",
  body: z.object({
    matter,
    subjects: z.array(z.object({ uscc })).min(1).max(500),
  }),
  answers: () => ({
    200: {
      description: "One result for each subject, in the order asked.",
      schema: z.object({
        listVersion: z.string(),
        asOf: instantString,
        results: z.array(
          z.object({
            subject: z.object({ uscc: z.string(), name: z.string().optional() }),
            standing: z.enum(["none", "listed"]),
            lists: z.array(z.string()),
            restrictions: z.array(
              z.object({
                entryId: z.string(),
                /** The predecessor that it is about, where a merger brought it. */
                inheritedFrom: z.string().optional(),
                list: z.string(),
                measureId: z.string(),
                version: z.int(),
                title: z.string(),
                strength: z.string(),
                legalBasis: z.string(),
                agency: z.array(z.string()),
                validTo: localDateString,
                suspended: z.boolean(),
              }),
            ),
          }),
        ),
      }),
    },
  }),
});
