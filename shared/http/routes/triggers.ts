import * as z from "zod";
import { localDateString, triggerKind, triggerStatus } from "../../../events/vocabulary.ts";
import { plainText } from "../../domain/text.ts";
import { route, scopes } from "../route.ts";
import { paged, pageQuery, triggerView } from "../schemas.ts";

const triggerIdParams = z.object({ triggerId: z.string().regex(/^ent_[0-9a-z]{26}\.[0-9a-z]{26}$/) });

const inboxQuery = pageQuery.extend({
  status: triggerStatus.optional(),
  kind: triggerKind.optional(),
  entry: z
    .string()
    .regex(/^ent_[0-9a-z]{26}$/)
    .optional(),
});

export const listTriggers = route({
  id: "listTriggers",
  method: "GET",
  path: "/v1/triggers",
  servedBy: "answer-triggers",
  scopes: [scopes.respond, scopes.read],
  throttle: { rate: 200, burst: 400 },
  summary: "The caller's inbox; or, with `entry`, all triggers of an entry for its authority and the office.",
  query: inboxQuery,
  answers: () => ({ 200: { description: "Triggers, oldest first.", schema: paged(triggerView()) } }),
});

export const getTrigger = route({
  id: "getTrigger",
  method: "GET",
  path: "/v1/triggers/{triggerId}",
  servedBy: "answer-triggers",
  scopes: [scopes.respond, scopes.read],
  throttle: { rate: 200, burst: 400 },
  summary: "One trigger, for the implementing agency, the authority and the office.",
  params: triggerIdParams,
  answers: () => ({ 200: { description: "The trigger.", schema: triggerView() } }),
});

export const acknowledgeTrigger = route({
  id: "acknowledgeTrigger",
  method: "POST",
  path: "/v1/triggers/{triggerId}/acknowledgement",
  servedBy: "answer-triggers",
  scopes: [scopes.respond],
  throttle: { rate: 500, burst: 1000 },
  summary: "The implementing agency has taken note.",
  params: triggerIdParams,
  body: z.object({ officer: z.string().max(50).optional() }),
  idempotent: true,
  answers: () => ({ 200: { description: "The trigger as it now stands.", schema: triggerView() } }),
});

const feedback = z.object({
  outcome: z.enum(["applied", "notApplicable", "failed", "lifted"]),
  on: localDateString,
  note: plainText(1000).optional(),
  officer: z.string().max(50).optional(),
});

export const answerTrigger = route({
  id: "answerTrigger",
  method: "POST",
  path: "/v1/triggers/{triggerId}/feedback",
  servedBy: "answer-triggers",
  scopes: [scopes.respond],
  throttle: { rate: 500, burst: 1000 },
  summary: "What the implementing agency did, and when.",
  params: triggerIdParams,
  body: feedback,
  idempotent: true,
  answers: () => ({ 200: { description: "The trigger as it now stands.", schema: triggerView() } }),
});
