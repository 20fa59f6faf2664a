import * as z from "zod";
import { instantString } from "../../../events/vocabulary.ts";
import { monthText } from "../clock-schemas.ts";
import { route, scopes } from "../route.ts";
import { paged, pageQuery, slug } from "../schemas.ts";

const asked = z.strictObject({ month: monthText.optional(), format: z.enum(["json", "csv"]).optional() });
const share = () => z.number().min(0).max(1).nullable();
const median = () => z.number().nullable().describe("working days; 60 stands for 60 and more");

const acts = () =>
  z.object({
    reported: z.int().describe("rows taken and rows refused"),
    taken: z.int(),
    refused: z.int(),
    onTime: z.int(),
    late: z.int(),
    compliant: z.int(),
    complianceRate: share(),
    medianDays: median(),
    publishedOnTime: z.int(),
    publishedLate: z.int(),
    overdueNow: z
      .int()
      .describe("acts of any month that are still public, not published by their agency and late today"),
  });

const compliance = () =>
  z.object({
    agencyId: z.string(),
    name: z.string(),
    month: z.string(),
    target: z.number(),
    targetReached: z.boolean().nullable(),
    dualPublicity: acts().extend({ byKind: z.object({ penalties: acts(), permits: acts(), acts: acts() }) }),
    listReports: z.object({
      reported: z.int(),
      onTime: z.int(),
      late: z.int(),
      never: z.int().describe("ended late without a report"),
      onTimeRate: share(),
      medianDays: median(),
      overdueNow: z.int(),
    }),
    feedback: z.object({ due: z.int(), given: z.int(), inTime: z.int(), rate: share() }),
    overdueNow: z.int(),
  });

export const getCompliance = route({
  id: "getCompliance",
  method: "GET",
  path: "/v1/compliance/{agencyId}",
  servedBy: "read-compliance",
  scopes: [scopes.read, scopes.office],
  throttle: { rate: 20, burst: 40 },
  summary:
    "An agency's figures of a month, this one unless told otherwise: for itself and the office; as CSV if asked.",
  params: z.object({ agencyId: slug }),
  query: asked,
  answers: () => ({
    200: {
      description: "Figures as they stand now; `text/csv` with a byte order mark where asked for.",
      schema: compliance().extend({ asOf: instantString }),
    },
  }),
});

export const listCompliance = route({
  id: "listCompliance",
  method: "GET",
  path: "/v1/compliance",
  servedBy: "read-compliance",
  scopes: [scopes.read, scopes.office],
  throttle: { rate: 10, burst: 20 },
  summary: "The figures of a month: of every agency for the office, of itself for an agency; as CSV all at once.",
  query: pageQuery.extend(asked.shape),
  answers: () => ({
    200: {
      description: "By agency code; those of which nothing was ever counted are not there.",
      schema: paged(compliance()).extend({ asOf: instantString }),
    },
  }),
});

export const getIndicators = route({
  id: "getIndicators",
  method: "GET",
  path: "/v1/indicators",
  servedBy: "read-compliance",
  scopes: [scopes.office],
  throttle: { rate: 5, burst: 10 },
  summary: "The city's eight main indicators (E 二(三)): those that can be counted here, and why the others cannot.",
  query: z.strictObject({ month: monthText.optional() }),
  answers: () => ({
    200: {
      description: "The rate is of the month, the number of records of all time.",
      schema: z.object({
        month: z.string(),
        asOf: instantString,
        indicators: z.array(
          z.object({
            number: z.int(),
            name: z.string(),
            target: z.union([z.number(), z.string()]),
            value: z.number().nullable(),
            reached: z.boolean().nullable(),
            why: z.string().optional(),
          }),
        ),
      }),
    },
  }),
});
