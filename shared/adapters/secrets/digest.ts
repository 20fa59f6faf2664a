import { createHmac } from "node:crypto";
import type { Peppers } from "../../domain/subject/pepper.ts";
import { createPepperReader } from "./pepper.ts";

/** HMAC-SHA-256 of an input under one pepper. */
const hmac = (pepper: string, input: string | Uint8Array): string =>
  createHmac("sha256", pepper).update(input).digest("base64url");

/**
 * Digests that give nothing of their input away, each with the version of the pepper that it was made under. `like` makes
 * it under the version of an older digest, so that the two can be compared across a rotation.
 */
export const createDigest = (secretArn: string): ((input: string | Uint8Array, like?: string) => Promise<string>) => {
  const read = createPepperReader(secretArn);
  return async (input, like) => {
    const { current, versions } = await read();
    const asked = Number(like?.split(".")[0]);
    const version = versions.has(asked) ? asked : current;
    return `${version}.${hmac(versions.get(version) ?? "", input)}`;
  };
};

/** What a text is called under each version of the pepper, the oldest first. */
export const createIndexKeys =
  (read: () => Promise<Peppers>) =>
  async (text: string): Promise<readonly IndexKey[]> => {
    const { current, versions } = await read();
    return [...versions].map(([version, pepper]) => ({
      version,
      current: version === current,
      digest: hmac(pepper, text),
    }));
  };

export interface IndexKey {
  readonly version: number;
  readonly current: boolean;
  readonly digest: string;
}
