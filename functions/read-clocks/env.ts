import * as z from "zod";

/** What `read-clocks` reads from its environment. */
export const envSchema = z.object({
  CATALOGUE_TABLE: z.string().min(1),
  LISTS_TABLE: z.string().min(1),
  TRIGGERS_TABLE: z.string().min(1),
  DISCLOSURES_TABLE: z.string().min(1),
  REGISTER_TABLE: z.string().min(1),
  OFFICE_CLIENT_ID: z.string().min(1),
});
