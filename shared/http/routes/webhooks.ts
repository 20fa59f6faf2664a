import * as z from "zod";
import { feedbackOutcome, instantString, objectionOutcome, triggerKind } from "../../../events/vocabulary.ts";
import { deliveryTypes } from "../../domain/webhook/delivery.ts";
import { route, scopes } from "../route.ts";
import { paged, pageQuery, slug } from "../schemas.ts";

const params = z.object({ agencyId: slug });

const webhook = () =>
  z.object({
    agencyId: slug,
    url: z.string(),
    enabled: z.boolean(),
    secrets: z.array(z.object({ createdAt: instantString, expiresAt: instantString.optional() })),
    circuit: z.object({
      state: z.enum(["closed", "open", "halfOpen"]),
      failures: z.int(),
      until: instantString.optional(),
    }),
    updatedAt: instantString,
  });

const shared = {
  servedBy: "manage-webhooks",
  scopes: [scopes.respond, scopes.office],
  throttle: { rate: 50, burst: 100 },
  params,
} as const;

export const putWebhook = route({
  ...shared,
  id: "putWebhook",
  method: "PUT",
  path: "/v1/agencies/{agencyId}/webhook",
  summary: "Where an agency hears of its triggers. A secret is made the first time and when it is to be rotated.",
  body: z.object({
    url: z.string().describe("https, port 443 or from 1024 on, an address of the public internet"),
    enabled: z.boolean().default(true),
    rotateSecret: z.boolean().default(false).describe("The old secret goes on signing for 24 hours."),
  }),
  answers: () => ({
    200: {
      description: "The webhook; with `secret` when one was made. It is shown this once.",
      schema: webhook().extend({
        secret: z
          .string()
          .regex(/^whsec_/)
          .optional(),
      }),
    },
  }),
});

export const getWebhook = route({
  ...shared,
  id: "getWebhook",
  method: "GET",
  path: "/v1/agencies/{agencyId}/webhook",
  summary: "An agency's webhook, without secrets.",
  answers: () => ({ 200: { description: "The webhook.", schema: webhook() } }),
});

const eventId = z.string().regex(/^evt_[0-9a-z]{35}$/);

export const listDeliveries = route({
  ...shared,
  id: "listDeliveries",
  method: "GET",
  path: "/v1/agencies/{agencyId}/webhook/deliveries",
  summary: "What was sent to an agency's webhook and what came of it; kept 90 days.",
  query: pageQuery,
  answers: () => ({
    200: {
      description: "Events, newest first.",
      schema: paged(
        z.object({
          eventId,
          type: z.enum(deliveryTypes),
          triggerId: z.string().optional(),
          kind: triggerKind.optional(),
          objectionId: z.string().optional(),
          outcome: z.union([feedbackOutcome, objectionOutcome]).optional(),
          entryId: z.string().optional(),
          disclosureId: z.string().optional(),
          counts: z.record(z.string(), z.int()).optional(),
          createdAt: instantString,
          correlationId: z.string(),
          status: z.enum(["pending", "delivered", "dead"]),
          attempts: z.int(),
          lastAttemptAt: instantString.optional(),
          lastStatus: z.int().optional(),
          lastFault: z.enum(["address", "connection", "timeout", "tls"]).optional(),
          nextAttemptAt: instantString.optional(),
        }),
      ),
    },
  }),
});

export const replayDeliveries = route({
  ...shared,
  id: "replayDeliveries",
  method: "POST",
  path: "/v1/agencies/{agencyId}/webhook/replays",
  throttle: { rate: 5, burst: 10 },
  summary: "Send events again under their old ids: one of them, or all since an instant (500 in a call).",
  body: z.union([z.strictObject({ from: instantString }), z.strictObject({ eventId })]),
  idempotent: true,
  answers: () => ({
    202: {
      description: "How many are sent again; `next` is the `from` of the next call when there are more.",
      schema: z.object({ replayed: z.int(), next: instantString.nullable() }),
    },
  }),
});
