import * as z from "zod";
import { entryInput } from "../../domain/entry/input.ts";
import {
  domain,
  entryState,
  exitReason,
  instantString,
  listKind,
  localDateString,
  serviceMethod,
  severity,
} from "../../../events/vocabulary.ts";
import { plainText } from "../../domain/subject/text.ts";
import { type Route, route, scopes } from "../route.ts";
import { changes, evidence, officer, proven } from "./parts.ts";
import { asOfQuery, entryIdParams, entryView, historyItem, paged, pageQuery, subjectIdParams } from "../schemas.ts";

const newEntry = entryInput.extend({
  /** `false` keeps it determined on the platform, unreported; its report clock runs (A §3, §20). */
  report: z.boolean().default(true),
  officer: plainText(50).optional(),
});

export const createEntry = route({
  id: "createEntry",
  method: "POST",
  path: "/v1/entries",
  servedBy: "submit-entries",
  scopes: [scopes.submit],
  throttle: { rate: 200, burst: 400 },
  summary: "Submit one entry: with `determinedOn` its procedure was finished elsewhere, without it is a proposal.",
  body: newEntry,
  idempotent: true,
  answers: () => ({
    201: { description: "Recorded.", schema: entryView() },
    200: { description: "The same entry stood already; nothing changed.", schema: entryView() },
  }),
});

const command = <B extends z.ZodType>(
  id: string,
  word: string,
  scope: (typeof scopes)[keyof typeof scopes],
  summary: string,
  body: B,
) =>
  route({
    id,
    method: "POST",
    path: `/v1/entries/{entryId}/${word}`,
    servedBy: "decide-entries",
    scopes: [scope],
    throttle: { rate: 200, burst: 400 },
    summary,
    params: entryIdParams,
    body,
    idempotent: true,
    conditional: true,
    answers: () => ({ 200: { description: "The entry as it now stands.", schema: entryView() } }),
  });

/** A command of an entry, as its handler takes it. */
export type EntryCommandRoute = Route<
  typeof entryIdParams,
  z.ZodUndefined,
  z.ZodType<{ officer?: string | undefined }>
>;

export const servePriorNotice = command(
  "servePriorNotice",
  "prior-notice",
  scopes.submit,
  "Record that the prior notice was served, with its evidence; the window for a statement runs from service (A §3).",
  z.object({
    servedOn: localDateString.describe("the day of service; of an announcement the day of its publication"),
    method: serviceMethod,
    text: plainText(4000).optional(),
    evidence: evidence.min(1).max(20),
    ...officer,
  }),
);
export const recordStatement = command(
  "recordStatement",
  "statement",
  scopes.submit,
  "Record a statement of the subject (`receivedOn`, `text`), or the authority's answer to it (`adopted`, `answer`).",
  z.union([
    z.object({ receivedOn: localDateString, text: plainText(4000), ...proven }),
    z.object({ adopted: z.boolean(), answer: plainText(4000), ...proven }),
  ]),
);
export const openPublicNotice = command(
  "openPublicNotice",
  "public-notice",
  scopes.submit,
  "Open the public notice of a preliminary listing: mandatory for red, else as policy says (A §3).",
  z.object({ channel: plainText(200).optional(), ...officer }),
);
export const determineEntry = command(
  "determineEntry",
  "determination",
  scopes.submit,
  "Determine a preliminary listing once its notices are over; it is reported at once, and published where policy says so. `adoption` says what was changed for a statement that was adopted.",
  z.object({ validTo: localDateString.optional(), adoption: plainText(1000).optional(), ...officer }),
);
export const reportEntry = command(
  "reportEntry",
  "report",
  scopes.submit,
  "Report a determined entry to the platform (A §3: within 5 working days of determination).",
  z.object(officer),
);
export const publishEntry = command(
  "publishEntry",
  "publication",
  scopes.office,
  "Publish a reported entry where policy leaves it to the office; a named officer other than the one before (four eyes).",
  z.object(officer),
);
export const notifySuperiorUnit = command(
  "notifySuperiorUnit",
  "superior-notice",
  scopes.submit,
  "Record the letter that told a listed public body's superior unit, where that is no agency of the platform (C 十四).",
  z.object({ sentOn: localDateString, documentNo: plainText(128), ...officer }),
);
export const correctEntry = command(
  "correctEntry",
  "correction",
  scopes.submit,
  "Mend what a published entry says: never its subject or document, never to something heavier (A §22).",
  z.object({
    changes,
    reason: plainText(1000),
    evidence: evidence.max(20).default([]),
    ...officer,
  }),
);
export const withdrawEntry = command(
  "withdrawEntry",
  "withdrawal",
  scopes.submit,
  "Take back an entry that is not public yet, or record that a review or a court annulled it (A §22).",
  z.object({
    reason: z.enum(["withdrawn", "annulled"]).default("withdrawn"),
    why: plainText(1000),
    ...officer,
  }),
);
export const exitEntry = command(
  "exitEntry",
  "exit",
  scopes.submit,
  "End a published entry: `error` (two officers), `rewardMisused` (red), `standardChanged` (red, black); A §4.",
  z.object({ reason: exitReason, why: plainText(1000), ...officer }),
);

export const getEntry = route({
  id: "getEntry",
  method: "GET",
  path: "/v1/entries/{entryId}",
  servedBy: "read-entries",
  // Partners have no more than the scope to screen; they read what is public.
  scopes: [scopes.read, scopes.screen],
  throttle: { rate: 500, burst: 1000 },
  summary:
    "One entry for its authority, its provider and the office, now or as of an instant; partners read what is public, 410 after it ended.",
  params: entryIdParams,
  query: asOfQuery,
  answers: () => ({
    200: {
      description: "The entry; for partners without what only an authority may see.",
      schema: entryView().partial().extend({ asOf: instantString, listVersion: z.string() }),
    },
  }),
});

export const getEntryHistory = route({
  id: "getEntryHistory",
  method: "GET",
  path: "/v1/entries/{entryId}/history",
  servedBy: "read-entries",
  scopes: [scopes.read],
  throttle: { rate: 200, burst: 400 },
  summary: "Every event of an entry in order: who, when, on what basis.",
  params: entryIdParams,
  answers: () => ({ 200: { description: "Events in the subject's sequence.", schema: paged(historyItem()) } }),
});

export const listEntries = route({
  id: "listEntries",
  method: "GET",
  path: "/v1/entries",
  servedBy: "read-entries",
  scopes: [scopes.read],
  throttle: { rate: 200, burst: 400 },
  summary:
    "The caller's entries of one month, or those of a subject, ended ones too; the office names the authority. A person's for a purpose (A §22).",
  query: pageQuery
    .extend({
      list: listKind.optional(),
      state: entryState.optional(),
      authority: z.string().max(64).optional(),
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
        .optional(),
      subject: subjectIdParams.shape.subjectId.optional(),
    })
    .refine(({ month, subject }) => month === undefined || subject === undefined, {
      path: ["month"],
      error: "按主体查阅时不限月份 / a subject's entries are those of every month",
    }),
  answers: () => ({
    200: {
      description: "Entries; persons masked and without facts.",
      schema: paged(entryView().partial({ facts: true })),
    },
  }),
});

export const listSuperiorNotices = route({
  id: "listSuperiorNotices",
  method: "GET",
  path: "/v1/superior-notices",
  servedBy: "read-entries",
  scopes: [scopes.read],
  throttle: { rate: 50, burst: 100 },
  summary: "Notices to the caller as the superior unit of a black-listed public body or state enterprise (C 十四).",
  query: pageQuery,
  answers: () => ({
    200: {
      description: "Notices, oldest first, each with where the entry stands today.",
      schema: paged(
        z.object({
          entryId: z.string(),
          notifiedOn: localDateString,
          subject: z.object({ name: z.string(), uscc: z.string().optional() }),
          domain,
          severity,
          documentNo: z.string(),
          determiningAuthority: z.object({ agencyId: z.string(), name: z.string() }),
          state: entryState,
          validTo: localDateString,
        }),
      ),
    },
  }),
});
