import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";

/** A new signing secret as Standard Webhooks writes it: 32 random bytes. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/** The signature of a message under one secret. */
export const sign = (secret: string, eventId: string, at: Date, body: string): string =>
  new Webhook(secret).sign(eventId, at, body);
