import * as z from "zod";
import { feedbackInput } from "../../domain/feedback/input.ts";
import { instantString, listKind, triggerKind, triggerStatus } from "../../../events/vocabulary.ts";
import { plainText } from "../../domain/subject/text.ts";
import { route, scopes } from "../route.ts";
import { feedbackAnswer, paged, pageQuery, triggerView } from "../schemas.ts";

const triggerIdParams = z.object({ triggerId: z.string().regex(/^ent_[0-9a-z]{26}\.[0-9a-z]{26}$/) });

const inboxQuery = pageQuery.extend({
  status: triggerStatus.optional(),
  kind: triggerKind.optional(),
  list: listKind.optional(),
  measure: z.string().max(64).optional(),
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

const waiting = () => z.object({ open: z.int(), overdue: z.int() });

export const countTriggers = route({
  id: "countTriggers",
  method: "GET",
  path: "/v1/triggers/counts",
  servedBy: "answer-triggers",
  scopes: [scopes.respond, scopes.read],
  throttle: { rate: 10, burst: 20 },
  summary: "How much waits in the caller's inbox, by status and kind, and how much of it is overdue.",
  answers: () => ({
    200: {
      description: "Counted this moment; `complete` is false when there is more than was counted.",
      schema: waiting().extend({
        asOf: instantString,
        byStatus: z.object({ pending: z.int(), acknowledged: z.int(), failed: z.int() }),
        byKind: z.record(triggerKind, waiting()),
        complete: z.boolean(),
      }),
    },
  }),
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
  body: z.object({ officer: plainText(50).optional() }),
  idempotent: true,
  answers: () => ({ 200: { description: "The trigger as it now stands.", schema: triggerView() } }),
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
  body: feedbackInput,
  idempotent: true,
  answers: () => ({ 200: { description: "The trigger as it now stands.", schema: triggerView() } }),
});

export const listAnswers = route({
  id: "listAnswers",
  method: "GET",
  path: "/v1/triggers/{triggerId}/answers",
  servedBy: "answer-triggers",
  scopes: [scopes.respond, scopes.read],
  throttle: { rate: 200, burst: 400 },
  summary: "Every answer to a trigger, corrected ones among them, for those who may read the trigger.",
  params: triggerIdParams,
  query: pageQuery,
  answers: () => ({ 200: { description: "Answers, oldest first.", schema: paged(feedbackAnswer()) } }),
});
