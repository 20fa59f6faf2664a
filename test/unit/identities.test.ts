import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { entryIdOf } from "../../shared/domain/entry/entry.ts";
import { derivedKey, encode, shardOf } from "../../shared/kernel/ids.ts";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** The first 130 bits as 26 characters, worked out in one big number. */
const expected = (bytes: Uint8Array): string => {
  let rest = BigInt(`0x${Buffer.from(bytes.subarray(0, 17)).toString("hex")}`) >> 6n;
  let text = "";
  for (let index = 0; index < 26; index++, rest >>= 5n) text = alphabet.charAt(Number(rest & 31n)) + text;
  return text;
};

describe("a derived key", () => {
  test("is the first 130 bits of the SHA-256 of its parts, as a second calculation has it", () => {
    for (const parts of [["entry", "a", 1], ["trigger"], ["衡川市", "", 0], []]) {
      const digest = createHash("sha256").update(JSON.stringify(parts)).digest();
      expect(derivedKey(...parts)).toBe(expected(digest));
    }
  });

  test("stays what it was: stored ids rest on it", () => {
    expect(derivedKey("entry", "market-regulation", "black", "衡市监处罚〔2026〕1号", "sbj_x")).toBe(
      "jebdpxj0chz5nwvpfpvbp77y3s",
    );
    expect(derivedKey("a", "b")).toBe(derivedKey("a", "b"));
  });

  test("tells apart parts that run together, numbers from text, and orders", () => {
    const keys = [
      derivedKey("ab", "c"),
      derivedKey("a", "bc"),
      derivedKey("abc"),
      derivedKey("a,b"),
      derivedKey("a", "b"),
      derivedKey("b", "a"),
      derivedKey("1"),
      derivedKey(1),
      derivedKey('a","b'),
      derivedKey(),
      derivedKey(""),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("is written in 26 characters without i, l, o and u", () => {
    for (let n = 0; n < 500; n++) expect(derivedKey(n)).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
    expect(encode(new Uint8Array(17))).toBe("0".repeat(26));
    expect(encode(new Uint8Array(20).fill(255))).toBe("z".repeat(26));
  });
});

describe("an entry's id (SPEC: natural key authority + list + document number + subject)", () => {
  const key = {
    authority: "market-regulation",
    list: "black",
    documentNo: "衡市监处罚〔2026〕1号",
    subjectId: "sbj_x",
  };

  test("is the same for the same listing", () => {
    expect(entryIdOf(key)).toBe(entryIdOf({ ...key }));
    expect(entryIdOf(key)).toMatch(/^ent_[0-9a-z]{26}$/);
  });

  test.each(Object.keys(key))("is another when %s differs", (part) => {
    expect(entryIdOf({ ...key, [part]: "other" })).not.toBe(entryIdOf(key));
  });
});

describe("shards", () => {
  test("are always the same for a key, within their number, and about equally full", () => {
    const counts = new Array<number>(16).fill(0);
    for (let n = 0; n < 16_000; n++) {
      const shard = shardOf(`ent_${n}`, 16);
      expect(shardOf(`ent_${n}`, 16)).toBe(shard);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    expect(counts).toHaveLength(16);
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1_150);
  });
});
