import * as z from "zod";

/** What `make-triggers` reads from its environment. */
export const envSchema = z.object({
  CATALOGUE_TABLE: z.string().min(1),
  TRIGGERS_TABLE: z.string().min(1),
  LISTS_TABLE: z.string().min(1),
  WEBHOOKS_TABLE: z.string().min(1),
  WEBHOOKS_QUEUE_URL: z.url(),
});
