import type { Circuit } from "./circuit.ts";

/** A signing secret as kept: ciphertext, and from when on it signs no more. */
export interface SigningSecret {
  readonly ciphertext: string;
  readonly createdAt: Date;
  /** Set when a newer one took its place. */
  readonly expiresAt?: Date | undefined;
}

/** Where an agency wants to hear of its triggers. */
export interface Webhook {
  readonly agencyId: string;
  readonly url: string;
  /** A webhook that is not enabled gets no events, and what waits for it goes on waiting. */
  readonly enabled: boolean;
  /** Newest first; at most two. */
  readonly secrets: readonly SigningSecret[];
  readonly circuit: Circuit;
  readonly updatedAt: Date;
}

/** How long the old secret goes on signing beside the new one. */
const overlapMs = 24 * 3_600_000;

/** The secrets once a new one signs: the one before it signs on for a day, older ones no more. */
export const rotated = (secrets: readonly SigningSecret[], ciphertext: string, at: Date): readonly SigningSecret[] => [
  { ciphertext, createdAt: at },
  ...secrets.slice(0, 1).map((old) => ({ ...old, expiresAt: new Date(at.getTime() + overlapMs) })),
];

/** The secrets that sign at an instant, newest first. */
export const signing = (secrets: readonly SigningSecret[], at: Date): readonly SigningSecret[] =>
  secrets.filter(({ expiresAt }) => expiresAt === undefined || at < expiresAt);
