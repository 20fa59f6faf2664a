import * as z from "zod";

/** What `manage-webhooks` reads from its environment. */
export const envSchema = z.object({
  WEBHOOKS_TABLE: z.string().min(1),
  WEBHOOKS_QUEUE_URL: z.url(),
  WEBHOOK_KEY_ARN: z.string().min(1),
  INTAKE_TABLE: z.string().min(1),
  REGISTER_TABLE: z.string().min(1),
  PEPPER_SECRET_ARN: z.string().min(1),
  OFFICE_CLIENT_ID: z.string().min(1),
  /** `allowed` lets http to this machine pass. Set by the local host alone: no template has it. */
  LOOPBACK_WEBHOOKS: z.string().optional(),
});
