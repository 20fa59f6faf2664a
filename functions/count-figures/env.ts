import * as z from "zod";

/** What `count-figures` reads from its environment. */
export const envSchema = z.object({
  CATALOGUE_TABLE: z.string().min(1),
  FIGURES_TABLE: z.string().min(1),
});
