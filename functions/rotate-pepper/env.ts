import * as z from "zod";

/** What `rotate-pepper` reads from its environment. */
export const envSchema = z.object({
  SUBJECTS_TABLE: z.string().min(1),
  PEPPER_SECRET_ARN: z.string().min(1),
  PERSON_KEY_ARN: z.string().min(1),
});
