import * as z from "zod";

/** What `sweep-triggers` reads from its environment. */
export const envSchema = z.object({
  CATALOGUE_TABLE: z.string().min(1),
  LISTS_TABLE: z.string().min(1),
  TRIGGERS_TABLE: z.string().min(1),
  REGISTER_TABLE: z.string().min(1),
  TRIGGERS_QUEUE_URL: z.url(),
});
