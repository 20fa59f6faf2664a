import { createHmac, randomBytes } from "node:crypto";

/** A new signing secret as Standard Webhooks writes it: 32 random bytes. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/** The signature of a message under one secret (Standard Webhooks 1.0, symmetric): id, second and body under HMAC-SHA-256. */
export const sign = (secret: string, eventId: string, at: Date, body: string): string => {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${eventId}.${Math.floor(at.getTime() / 1000)}.${body}`;
  return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
};
