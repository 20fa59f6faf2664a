import * as z from "zod";

/** What `sweep-files` reads from its environment. */
export const envSchema = z.object({
  INTAKE_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
