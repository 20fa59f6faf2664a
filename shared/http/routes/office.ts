import * as z from "zod";
import { alertLevel, localDateString } from "../../../events/vocabulary.ts";
import { plainText } from "../../domain/subject/text.ts";
import { uscc } from "../../domain/subject/uscc.ts";
import { route, scopes } from "../route.ts";
import { paged, pageQuery, slug, wholeNumber } from "../schemas.ts";
import { alertView, monthText } from "../clock-schemas.ts";

const agency = z.object({
  agencyId: slug,
  uscc,
  name: plainText(100),
  roles: z.array(z.enum(["office", "authority", "implementing", "partner", "registrar"])).min(1),
  clientIds: z
    .array(z.string().min(1).max(128))
    .max(10)
    .refine((ids) => new Set(ids).size === ids.length, {
      params: { code: "clientIds.twice" },
      message: "同一客户端重复 / the same client twice",
    }),
});

export const getAgency = route({
  id: "getAgency",
  method: "GET",
  path: "/v1/agencies/{agencyId}",
  servedBy: "manage-agencies",
  scopes: [scopes.read, scopes.office],
  throttle: { rate: 50, burst: 100 },
  summary: "An agency of the register.",
  params: z.object({ agencyId: slug }),
  answers: () => ({ 200: { description: "The agency.", schema: agency.partial({ clientIds: true }) } }),
});

export const putAgency = route({
  id: "putAgency",
  method: "PUT",
  path: "/v1/agencies/{agencyId}",
  servedBy: "manage-agencies",
  scopes: [scopes.office],
  throttle: { rate: 50, burst: 100 },
  summary: "Register an agency and the OAuth clients that act for it.",
  params: z.object({ agencyId: slug }),
  body: agency.omit({ agencyId: true }),
  answers: () => ({ 200: { description: "The agency as registered.", schema: agency } }),
});

export const listAlerts = route({
  id: "listAlerts",
  method: "GET",
  path: "/v1/alerts",
  servedBy: "read-clocks",
  scopes: [scopes.read],
  throttle: { rate: 50, burst: 100 },
  summary:
    "What was said about clocks, and contradictions with imported lists: the caller's own, and all for the office.",
  query: pageQuery.extend({
    month: monthText.optional(),
    level: z.enum([...alertLevel.options, "contradiction"]).optional(),
    acknowledged: z
      .enum(["true", "false"])
      .transform((text) => text === "true")
      .optional()
      .describe("Whether an officer has taken note of it."),
  }),
  answers: () => ({
    200: {
      description:
        "Alerts raised in the month, of one agency after the other, oldest first. A page may be short, with `acknowledged` even empty: follow `next`.",
      schema: paged(alertView()),
    },
  }),
});

export const getWorkingDays = route({
  id: "getWorkingDays",
  method: "GET",
  path: "/v1/working-days",
  servedBy: "read-clocks",
  scopes: [scopes.read],
  throttle: { rate: 200, burst: 400 },
  summary: "The day on which a period of working days ends; the first day does not count.",
  query: z.strictObject({ from: localDateString, days: wholeNumber(0, 1000) }),
  answers: () => ({
    200: {
      description: "The due day; provisional when it rests on a year that has no arrangement yet.",
      schema: z.object({
        from: localDateString,
        days: z.int(),
        dueOn: localDateString,
        provisional: z.boolean(),
        sources: z.array(z.string()),
      }),
    },
  }),
});
