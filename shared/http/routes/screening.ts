import * as z from "zod";
import { instantString, localDateString, matter } from "../../../events/vocabulary.ts";
import { namedPerson } from "../../domain/subject/identity.ts";
import { uscc } from "../../domain/subject/uscc.ts";
import { plainText } from "../../domain/subject/text.ts";
import { route, scopes } from "../route.ts";
import { reference } from "../schemas.ts";

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
    /** By code; a person by document and name; an organisation by its exact name where its code is not at hand. */
    subjects: z
      .array(z.union([z.strictObject({ uscc }), namedPerson, z.strictObject({ name: plainText(200) })]))
      .min(1)
      .max(500),
    officer: plainText(50).optional(),
  }),
  answers: () => ({
    200: {
      description: "One result for each subject, in the order asked.",
      schema: z.object({
        listVersion: z.string(),
        asOf: instantString,
        results: z.array(
          z.object({
            subject: z.object({
              uscc: z.string().optional(),
              name: z.string().optional(),
              idType: z.string().optional(),
              subjectId: z.string().optional(),
            }),
            standing: z.enum(["none", "listed", "ambiguous"]),
            candidates: z.array(z.string()).optional().describe("USCCs of those who share the name: ask again by code"),
            lists: z.array(z.string()),
            references: z.array(reference()).describe("Entries of lists kept elsewhere: for reference alone."),
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
                why: z.string().describe("Where the reasons and the ways out stand, for the subject to read."),
              }),
            ),
          }),
        ),
      }),
    },
  }),
});
