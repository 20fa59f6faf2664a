import * as z from "zod";
import { entryInput } from "../../domain/entry/input.ts";
import { entryState, instantString, listKind } from "../../../events/vocabulary.ts";
import { route, scopes } from "../route.ts";
import { entryIdParams, entryView, paged, pageQuery } from "../schemas.ts";

const historyItem = () =>
  z.object({
    seq: z.int(),
    type: z.string(),
    version: z.int(),
    at: instantString,
    by: z.object({ agencyId: z.string(), clientId: z.string(), officer: z.string().optional() }),
    policyVersion: z.string(),
    data: z.record(z.string(), z.unknown()),
  });

const newEntry = entryInput.extend({
  /** `false` keeps it determined on the platform, unreported; its report clock runs (A §3, §20). */
  report: z.boolean().default(true),
  officer: z.string().max(50).optional(),
});

export const createEntry = route({
  id: "createEntry",
  method: "POST",
  path: "/v1/entries",
  servedBy: "decide-entries",
  scopes: [scopes.submit],
  throttle: { rate: 200, burst: 400 },
  summary: "Submit one entry whose procedure was finished elsewhere.",
  body: newEntry,
  idempotent: true,
  answers: () => ({
    201: { description: "Recorded.", schema: entryView() },
    200: { description: "The same entry stood already; nothing changed.", schema: entryView() },
  }),
});

const officerBody = z.object({ officer: z.string().max(50).optional() });

const command = (id: string, word: string, scope: (typeof scopes)[keyof typeof scopes], summary: string) =>
  route({
    id,
    method: "POST",
    path: `/v1/entries/{entryId}/${word}`,
    servedBy: "decide-entries",
    scopes: [scope],
    throttle: { rate: 200, burst: 400 },
    summary,
    params: entryIdParams,
    body: officerBody,
    idempotent: true,
    conditional: true,
    answers: () => ({ 200: { description: "The entry as it now stands.", schema: entryView() } }),
  });

export const reportEntry = command(
  "reportEntry",
  "report",
  scopes.submit,
  "Report a determined entry to the platform (A §3: within 5 working days of determination).",
);
export const publishEntry = command(
  "publishEntry",
  "publication",
  scopes.office,
  "Publish a reported entry where policy leaves it to the office.",
);

export const getEntry = route({
  id: "getEntry",
  method: "GET",
  path: "/v1/entries/{entryId}",
  servedBy: "read-entries",
  scopes: [scopes.read],
  throttle: { rate: 500, burst: 1000 },
  summary: "One entry, for its authority, its provider and the office.",
  params: entryIdParams,
  query: z.strictObject({}),
  answers: () => ({ 200: { description: "The entry.", schema: entryView() } }),
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
  summary: "The caller's entries of one month (the office names the authority).",
  query: pageQuery.extend({
    list: listKind.optional(),
    state: entryState.optional(),
    authority: z.string().max(64).optional(),
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .optional(),
  }),
  answers: () => ({ 200: { description: "Entries.", schema: paged(entryView()) } }),
});
