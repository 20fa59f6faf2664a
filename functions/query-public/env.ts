import * as z from "zod";

/** What `query-public` reads from its environment. */
export const envSchema = z.object({
  SUBJECTS_TABLE: z.string().min(1),
  DISCLOSURES_TABLE: z.string().min(1),
  LISTS_TABLE: z.string().min(1),
});
