import * as z from "zod";

/** What `keep-evidence` reads from its environment. */
export const envSchema = z.object({
  DISCLOSURES_TABLE: z.string().min(1),
  LISTS_TABLE: z.string().min(1),
  INTAKE_TABLE: z.string().min(1),
  PERSONAL_READS_TABLE: z.string().min(1),
  REGISTER_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  EVIDENCE_BUCKET: z.string().min(1),
  PEPPER_SECRET_ARN: z.string().min(1),
  OFFICE_CLIENT_ID: z.string().min(1),
  /** Set by the local host alone, whose bucket is on this machine: no template has it. */
  AWS_ENDPOINT_URL_S3: z.url().optional(),
});
