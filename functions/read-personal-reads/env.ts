import * as z from "zod";

/** What `read-personal-reads` reads from its environment. */
export const envSchema = z.object({
  PERSONAL_READS_TABLE: z.string().min(1),
  REGISTER_TABLE: z.string().min(1),
  OFFICE_CLIENT_ID: z.string().min(1),
});
