import * as z from "zod";
import { instantString, localDateString } from "../../../events/vocabulary.ts";
import { explanation } from "../explanation.ts";
import { complaint, objection } from "../objection-schemas.ts";
import { disclosure } from "../disclosure-schemas.ts";
import { eligibility, repair } from "../repair-schemas.ts";
import { route, scopes } from "../route.ts";
import {
  disclosureParams,
  entryIdParams,
  entryView,
  historyItem,
  paged,
  pageQuery,
  subjectView,
  triggerView,
  reference,
} from "../schemas.ts";

const reads = {
  method: "GET",
  servedBy: "read-own-standing",
  scopes: [scopes.me],
  throttle: { rate: 20, burst: 40 },
} as const;

const ownEntry = () =>
  entryView().extend({
    why: explanation().optional(),
    triggers: z
      .array(triggerView())
      .describe(
        "What each agency is told to do now: of every measure at every agency the newest, the latest first. Those whose place it took are left out.",
      ),
  });

export const readMe = route({
  ...reads,
  id: "readMe",
  path: "/v1/me",
  summary:
    "What is recorded about the holder of the token: entries with their notices and clocks, why, what agencies are told to do, acts that are public, and the latest objections, repairs and complaints.",
  answers: () => ({
    200: {
      description: "Everything that has not ended; empty where nothing is recorded.",
      schema: z.object({
        asOf: instantString,
        listVersion: z.string(),
        subject: subjectView().loose().optional(),
        entries: z.array(ownEntry()),
        references: z
          .array(reference())
          .describe("Entries of lists kept elsewhere, as counters see them: to be contested with who keeps them."),
        disclosures: paged(disclosure()),
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

export const listMyHistory = route({
  ...reads,
  id: "listMyHistory",
  path: "/v1/me/history",
  summary: "Everything that happened to entries about the holder of the token, those that have ended too.",
  query: pageQuery,
  answers: () => ({
    200: {
      description:
        "In its order, of itself and then of whom it took over; whole decisions, the last may exceed the limit.",
      schema: paged(historyItem().extend({ by: z.object({ agencyId: z.string(), name: z.string() }) })),
    },
  }),
});

export const getMyEntry = route({
  ...reads,
  id: "getMyEntry",
  path: "/v1/me/entries/{entryId}",
  summary: "One entry about the holder of the token, also after its end, with what agencies were told about it last.",
  params: entryIdParams,
  answers: () => ({ 200: { description: "The entry.", schema: ownEntry() } }),
});

export const listMyDisclosures = route({
  ...reads,
  id: "listMyDisclosures",
  path: "/v1/me/disclosures",
  summary: "Permits, penalties and other acts about the holder of the token that are public today (A §19).",
  query: pageQuery,
  answers: () => ({
    200: {
      description: "Those whose publicity ends first in front, of one code after the other.",
      schema: paged(disclosure()),
    },
  }),
});

export const getMyDisclosure = route({
  ...reads,
  id: "getMyDisclosure",
  path: "/v1/me/disclosures/{disclosureId}",
  summary:
    "One act about the holder of the token, also after its publicity, with every objection and application, and whether its publicity can end early.",
  params: disclosureParams,
  answers: () => ({
    200: {
      description: "The act.",
      schema: disclosure().extend({
        objections: z.array(objection()),
        repair: repair().optional(),
        repairEligibility: eligibility().optional().describe("of a penalty"),
      }),
    },
  }),
});

const inTurn = "The newest first, of its own and then of its acts by code, and of whom it took over.";

export const listMyObjections = route({
  ...reads,
  id: "listMyObjections",
  path: "/v1/me/objections",
  summary: "Objections to entries and acts about the holder of the token, whoever filed them, with what came of each.",
  query: pageQuery,
  answers: () => ({ 200: { description: inTurn, schema: paged(objection()) } }),
});

export const listMyRepairs = route({
  ...reads,
  id: "listMyRepairs",
  path: "/v1/me/repairs",
  summary: "Applications for the repair of entries and acts about the holder of the token, with what came of each.",
  query: pageQuery,
  answers: () => ({ 200: { description: inTurn, schema: paged(repair()) } }),
});

export const listMyComplaints = route({
  ...reads,
  id: "listMyComplaints",
  path: "/v1/me/complaints",
  summary: "Complaints of the holder of the token, with their answers.",
  query: pageQuery,
  answers: () => ({ 200: { description: inTurn, schema: paged(complaint()) } }),
});
