import * as z from "zod";

/**
 * Events of one agency wait to be called out to its webhook. Only their ids ride in the message; whoever takes it reads
 * them, and finds those that were delivered in the meantime to be so.
 */
export const webhookDueV1 = z.object({
  type: z.literal("webhook-due"),
  version: z.literal(1),
  agencyId: z.string().min(1),
  eventIds: z.array(z.string().min(1)).max(100),
  /** Whether to look for more that is due once these are done. */
  drain: z.boolean(),
});
export type WebhookDue = z.infer<typeof webhookDueV1>;
