import * as z from "zod";

/** What `admit-feedback` reads from its environment. */
export const envSchema = z.object({
  TRIGGERS_TABLE: z.string().min(1),
  FEEDBACK_TABLE: z.string().min(1),
  INTAKE_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
