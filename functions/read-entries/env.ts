import * as z from "zod";

/** What `read-entries` reads from its environment. */
export const envSchema = z.object({
  DISCLOSURES_TABLE: z.string().min(1),
  LISTS_TABLE: z.string().min(1),
  PERSONAL_READS_TABLE: z.string().min(1),
  REGISTER_TABLE: z.string().min(1),
  OFFICE_CLIENT_ID: z.string().min(1),
});
