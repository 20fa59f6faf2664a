import * as z from "zod";

/** What `query-cases` reads from its environment. */
export const envSchema = z.object({ FEEDBACK_TABLE: z.string().min(1), LISTS_TABLE: z.string().min(1) });
