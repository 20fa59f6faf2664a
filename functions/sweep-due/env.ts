import * as z from "zod";

/** What `sweep-due` reads from its environment. */
export const envSchema = z.object({
  CATALOGUE_TABLE: z.string().min(1),
  SUBJECTS_TABLE: z.string().min(1),
  DISCLOSURES_TABLE: z.string().min(1),
  LISTS_TABLE: z.string().min(1),
  REGISTER_TABLE: z.string().min(1),
  ENDINGS_QUEUE_URL: z.url(),
});
