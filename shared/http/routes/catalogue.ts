import * as z from "zod";
import { instantString, localDateString } from "../../../events/vocabulary.ts";
import { measureContent, mouContent } from "../../domain/measure/content.ts";
import { plainText } from "../../domain/subject/text.ts";
import { route, scopes } from "../route.ts";
import { paged, publicMeasure, slug } from "../schemas.ts";

const officer = plainText(50).optional();
const measureParams = z.object({ measureId: slug });
const mouParams = z.object({ mouId: slug });

const version = () =>
  publicMeasure().extend({
    status: z.enum(["draft", "published", "retired"]),
    inForce: z.boolean(),
    mouId: z.string().optional(),
    retirement: z.object({ on: localDateString, reason: z.string(), at: instantString }).optional(),
  });
const kept = () => z.object({ measureId: z.string(), versions: z.array(version()) });

const history = () =>
  z.array(
    z.object({
      revision: z.int(),
      act: z.enum(["drafted", "published", "retired", "registered"]),
      versions: z.array(z.int()),
      at: instantString,
      by: z.object({ agencyId: z.string(), name: z.string(), clientId: z.string(), officer: z.string().optional() }),
      correlationId: z.string(),
      on: localDateString.optional(),
      reason: z.string().optional(),
    }),
  );
const mou = () => mouContent.extend({ mouId: z.string(), version: z.int() });

const reading = {
  method: "GET",
  servedBy: "read-catalogue",
  scopes: [scopes.read, scopes.office],
  throttle: { rate: 200, burst: 400 },
} as const;
const keeping = {
  servedBy: "manage-catalogue",
  scopes: [scopes.office],
  throttle: { rate: 20, burst: 40 },
} as const;

export const listMeasures = route({
  ...reading,
  id: "listMeasures",
  path: "/v1/measures",
  summary: "The newest version of every measure, drafts too.",
  answers: () => ({ 200: { description: "Measures, by id.", schema: paged(version()) } }),
});

export const getMeasure = route({
  ...reading,
  id: "getMeasure",
  path: "/v1/measures/{measureId}",
  summary: "A measure of the catalogue in every version, published or not, and what was done to it.",
  params: measureParams,
  answers: () => ({
    200: { description: "All versions, oldest first.", schema: kept().extend({ history: history() }) },
  }),
});

export const putMeasure = route({
  ...keeping,
  id: "putMeasure",
  method: "PUT",
  path: "/v1/measures/{measureId}",
  summary: "Write a measure's draft; a published version is never changed, its next version is drafted.",
  conditional: "whereGiven",
  params: measureParams,
  body: measureContent.extend({ officer }),
  answers: () => ({ 200: { description: "The measure with its draft.", schema: kept() } }),
});

export const publishMeasure = route({
  ...keeping,
  id: "publishMeasure",
  method: "POST",
  path: "/v1/measures/{measureId}/publication",
  summary: "Publish the draft: new entries get it (B 四(三)).",
  conditional: "whereGiven",
  params: measureParams,
  body: z.strictObject({ officer }),
  idempotent: true,
  answers: () => ({ 200: { description: "The measure as published.", schema: kept() } }),
});

export const retireMeasure = route({
  ...keeping,
  id: "retireMeasure",
  method: "POST",
  path: "/v1/measures/{measureId}/retirement",
  summary: "Retire a measure, or one version of it: it is lifted wherever it is applied.",
  conditional: "whereGiven",
  params: measureParams,
  body: z.strictObject({
    reason: plainText(500),
    on: localDateString.optional().describe("The first day on which it is out of force; today when not given."),
    version: z.int().positive().optional(),
    officer,
  }),
  idempotent: true,
  answers: () => ({ 200: { description: "The measure as retired.", schema: kept() } }),
});

export const listMous = route({
  ...reading,
  id: "listMous",
  path: "/v1/mous",
  summary: "The newest version of every memorandum of cooperation (合作备忘录).",
  answers: () => ({ 200: { description: "Memoranda, by id.", schema: paged(mou()) } }),
});

export const getMou = route({
  ...reading,
  id: "getMou",
  path: "/v1/mous/{mouId}",
  summary: "A memorandum of cooperation, its older versions, and the measures that name it.",
  params: mouParams,
  answers: () => ({
    200: {
      description: "The memorandum.",
      schema: mou().extend({ versions: z.array(mou()), measures: z.array(z.string()), history: history() }),
    },
  }),
});

export const putMou = route({
  ...keeping,
  id: "putMou",
  method: "PUT",
  path: "/v1/mous/{mouId}",
  summary: "Register a memorandum of cooperation, or its next version.",
  conditional: "whereGiven",
  params: mouParams,
  body: mouContent.extend({ officer }),
  answers: () => ({ 200: { description: "The memorandum as registered.", schema: mou() } }),
});
