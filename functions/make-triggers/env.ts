import * as z from "zod";

/** What `make-triggers` reads from its environment. */
export const envSchema = z.object({
  TRIGGERS_TABLE: z.string().min(1),
});
