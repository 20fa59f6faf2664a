import { createHash } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** 26 characters that follow from the parts and from nothing else: making the same thing again finds the first. */
export const derivedKey = (...parts: readonly (string | number)[]): string =>
  encode(createHash("sha256").update(JSON.stringify(parts)).digest());

/** SHA-256 of some bytes in hexadecimal digits. */
export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The first 130 bits of some bytes as 26 characters that read well aloud. Takes at least 17 bytes. */
export const encode = (bytes: Uint8Array): string => {
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5 && text.length < 26) {
      bits -= 5;
      text += alphabet.charAt((buffer >> bits) & 31);
    }
  }
  return text;
};

/** Spreads keys over `count` partitions, always the same way. */
export const shardOf = (key: string, count: number): number =>
  createHash("sha256").update(key).digest().readUInt16BE(0) % count;
