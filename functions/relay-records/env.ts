import * as z from "zod";

/** What `relay-records` reads from its environment. */
export const envSchema = z.object({
  TRIGGERS_QUEUE_URL: z.url(),
  SUBMISSIONS_QUEUE_URL: z.url(),
  ENDINGS_QUEUE_URL: z.url(),
  CLOCKS_QUEUE_URL: z.url(),
  ANSWERS_QUEUE_URL: z.url(),
  FIGURES_QUEUE_URL: z.url(),
  ALERTS_TOPIC_ARN: z.string().min(1),
});
