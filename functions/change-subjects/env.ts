import * as z from "zod";

/** What `change-subjects` reads from its environment. */
export const envSchema = z.object({
  CATALOGUE_TABLE: z.string().min(1),
  SUBJECTS_TABLE: z.string().min(1),
  LISTS_TABLE: z.string().min(1),
  DISCLOSURES_TABLE: z.string().min(1),
  INTAKE_TABLE: z.string().min(1),
  REGISTER_TABLE: z.string().min(1),
  PEPPER_SECRET_ARN: z.string().min(1),
  OFFICE_CLIENT_ID: z.string().min(1),
});
