import * as z from "zod";

/** What `split-submission` reads from its environment. */
export const envSchema = z.object({
  INTAKE_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  ROWS_QUEUE_URL: z.url(),
  FEEDBACK_ROWS_QUEUE_URL: z.url(),
  DISCLOSURE_ROWS_QUEUE_URL: z.url(),
  /** Set by the local host alone, whose bucket is on this machine: no template has it. */
  AWS_ENDPOINT_URL_S3: z.url().optional(),
});
