import * as z from "zod";

/** What `announce-answers` reads from its environment. */
export const envSchema = z.object({
  WEBHOOKS_TABLE: z.string().min(1),
  WEBHOOKS_QUEUE_URL: z.url(),
});
