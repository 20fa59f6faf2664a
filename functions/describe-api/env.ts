import * as z from "zod";

/** `describe-api` needs nothing from its environment. */
export const envSchema = z.object({});
