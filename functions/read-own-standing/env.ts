import * as z from "zod";

/** What `read-own-standing` reads from its environment. */
export const envSchema = z.object({
  SUBJECTS_TABLE: z.string().min(1),
  LISTS_TABLE: z.string().min(1),
  DISCLOSURES_TABLE: z.string().min(1),
  TRIGGERS_TABLE: z.string().min(1),
  CATALOGUE_TABLE: z.string().min(1),
  PERSONAL_READS_TABLE: z.string().min(1),
  PEPPER_SECRET_ARN: z.string().min(1),
  REGISTER_TABLE: z.string().min(1),
});
