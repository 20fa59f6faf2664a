import * as z from "zod";
import { clockKind, instantString, localDateString } from "../../../events/vocabulary.ts";
import { plainText } from "../../domain/subject/text.ts";
import { route, scopes } from "../route.ts";
import { clockView, paged, pageQuery, slug } from "../schemas.ts";
import { alertView, monthText } from "../clock-schemas.ts";

export const listClocks = route({
  id: "listClocks",
  method: "GET",
  path: "/v1/clocks",
  servedBy: "read-clocks",
  scopes: [scopes.read, scopes.respond],
  throttle: { rate: 20, burst: 40 },
  summary: "Deadlines by status, kind and agency: the caller's own, and everybody's for the office.",
  query: pageQuery.extend({
    status: z.enum(["open", "dueSoon", "overdue", "met", "missed"]).optional(),
    agency: slug.optional(),
    kind: clockKind.optional(),
    /** Of what is over: the month in which it began. */
    month: monthText.optional(),
  }),
  answers: () => ({
    200: {
      description: "Without a status all that are still open. A page may be short while `next` is there.",
      schema: paged(
        clockView().extend({
          agencyId: z.string(),
          entryId: z.string().optional(),
          triggerId: z.string().optional(),
          disclosureId: z.string().optional(),
        }),
      ),
    },
  }),
});

export const forecastClocks = route({
  id: "forecastClocks",
  method: "GET",
  path: "/v1/clocks/forecast",
  servedBy: "read-clocks",
  scopes: [scopes.read, scopes.respond],
  throttle: { rate: 10, burst: 20 },
  summary: "What falls due for an agency in the coming ten working days.",
  query: z.strictObject({ agency: slug.optional() }),
  answers: () => ({
    200: {
      description: "Counted this moment; `complete` is false when there is more than was counted.",
      schema: z.object({
        agencyId: z.string(),
        asOf: instantString,
        overdue: z.int(),
        days: z.array(z.object({ on: localDateString, due: z.int(), byKind: z.partialRecord(clockKind, z.int()) })),
        later: z.int(),
        complete: z.boolean(),
      }),
    },
  }),
});

export const acknowledgeAlert = route({
  id: "acknowledgeAlert",
  method: "POST",
  path: "/v1/alerts/{alertId}/acknowledgement",
  servedBy: "manage-clocks",
  scopes: [scopes.read, scopes.respond, scopes.office],
  throttle: { rate: 50, burst: 100 },
  summary: "A named officer has taken note of an alert.",
  params: z.object({ alertId: z.string().regex(/^alr_[0-9a-z]{26}\.[a-z][a-z0-9-]{1,62}$/) }),
  body: z.strictObject({ officer: plainText(50), note: plainText(500).optional() }),
  idempotent: true,
  answers: () => ({ 200: { description: "The alert; the first acknowledgement stands.", schema: alertView() } }),
});

const yearParams = z.object({ year: z.string().regex(/^20[0-5]\d$/) });
const closingDay = z.strictObject({ on: localDateString, reason: plainText(100) });
const year = () =>
  z.object({
    year: z.string(),
    sources: z.array(z.string()),
    off: z.array(localDateString),
    work: z.array(localDateString),
    closingDays: z.array(z.object({ on: localDateString, reason: z.string() })),
    /** Nothing has been published for it yet: it is taken on plain weekends. */
    provisional: z.boolean(),
    revision: z.int(),
    changedAt: instantString.optional(),
    officer: z.string().optional(),
  });

export const getCalendar = route({
  id: "getCalendar",
  method: "GET",
  path: "/v1/calendar/{year}",
  servedBy: "read-clocks",
  scopes: [scopes.read],
  throttle: { rate: 50, burst: 100 },
  summary: "A year of the working calendar: what the State Council arranged, and the city's own closing days.",
  params: yearParams,
  answers: () => ({ 200: { description: "The year as it stands, with its ETag.", schema: year() } }),
});

export const putCalendar = route({
  id: "putCalendar",
  method: "PUT",
  path: "/v1/calendar/{year}",
  servedBy: "manage-clocks",
  scopes: [scopes.office],
  throttle: { rate: 5, burst: 10 },
  summary: "Take the State Council's arrangement of a year, or local closing days; open deadlines are computed again.",
  conditional: "whereGiven",
  params: yearParams,
  body: z.strictObject({
    arrangement: z
      .strictObject({
        sources: z
          .array(z.url({ protocol: /^https?$/ }).max(500))
          .min(1)
          .max(5),
        off: z.array(localDateString).max(120),
        work: z.array(localDateString).max(60),
      })
      .optional(),
    closingDays: z.array(closingDay).max(60).optional(),
    officer: plainText(50),
  }),
  answers: () => ({
    200: {
      description:
        "The year as it now stands, with its ETag. What is not given stays; 412 where it is no more the one of `If-Match`.",
      schema: year(),
    },
  }),
});

export const simulateDeadlines = route({
  id: "simulateDeadlines",
  method: "POST",
  path: "/v1/deadline-simulations",
  servedBy: "read-clocks",
  scopes: [scopes.office],
  // A year of a hundred agencies is some fifty answers, the one after the other.
  throttle: { rate: 2, burst: 60 },
  summary:
    "Try a candidate policy on the duties that began in a period: what would be due when, and what would have been late.",
  body: z.strictObject({
    policy: z.record(z.string(), z.unknown()),
    kinds: z.array(clockKind).min(1).optional(),
    agency: slug.optional(),
    from: localDateString,
    to: localDateString,
    /** `next` of the answer before, with the same policy and period. */
    cursor: z.string().max(500).optional(),
  }),
  answers: () => ({
    200: {
      description:
        "Nothing is written. One agency after the other: while there is a `next`, ask again with it as `cursor` and add the counts. `complete` is false when more is concerned than is shown.",
      schema: z.object({
        kinds: z.partialRecord(
          clockKind,
          z.object({
            total: z.int(),
            lateNow: z.int(),
            lateThen: z.int(),
            dueOn: z.record(z.string(), z.int()),
          }),
        ),
        concerned: z.array(
          z.object({
            clockId: z.string(),
            kind: clockKind,
            agencyId: z.string(),
            entryId: z.string().optional(),
            triggerId: z.string().optional(),
            disclosureId: z.string().optional(),
            /** Neither is there where one of the two knows no such duty. */
            dueOn: localDateString.optional(),
            wouldBeDueOn: localDateString.optional(),
            late: z.boolean(),
            wouldBeLate: z.boolean(),
          }),
        ),
        complete: z.boolean(),
        next: z.string().nullable(),
      }),
    },
  }),
});
