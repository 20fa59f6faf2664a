import * as z from "zod";

/** What `read-compliance` reads from its environment. */
export const envSchema = z.object({
  FIGURES_TABLE: z.string().min(1),
  REGISTER_TABLE: z.string().min(1),
  OFFICE_CLIENT_ID: z.string().min(1),
});
