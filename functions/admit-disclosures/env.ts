import * as z from "zod";

/** What `admit-disclosures` reads from its environment. */
export const envSchema = z.object({
  CATALOGUE_TABLE: z.string().min(1),
  DISCLOSURES_TABLE: z.string().min(1),
  LISTS_TABLE: z.string().min(1),
  SUBJECTS_TABLE: z.string().min(1),
  INTAKE_TABLE: z.string().min(1),
  REGISTER_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  PEPPER_SECRET_ARN: z.string().min(1),
  PERSON_KEY_ARN: z.string().min(1),
  /** Set by the local host alone, whose bucket is on this machine: no template has it. */
  AWS_ENDPOINT_URL_S3: z.url().optional(),
});
