import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { uscc, usccFault } from "../../shared/domain/subject/uscc.ts";
import { usccNo } from "../support/house.ts";

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const character = fc.constantFrom(...alphabet);

/** GB 32100 worked out another way: the weights are powers of 3 modulo 31. */
const checkOf = (body: string): string => {
  let sum = 0;
  for (const [index, each] of [...body].entries()) sum += alphabet.indexOf(each) * Number(3n ** BigInt(index) % 31n);
  return alphabet.charAt((31 - (sum % 31)) % 31);
};
const body = fc
  .array(character, { minLength: 17, maxLength: 17 })
  .map((characters) => characters.join(""))
  .filter((text) => new Set(text).size > 4);
const code = body.map((text) => text + checkOf(text));
const runs = { numRuns: 5_000 };

describe("SPEC USCC, GB 32100: a code with the right check character", () => {
  test("passes, and with any other it does not", () => {
    fc.assert(
      fc.property(body, character, (text, last) => {
        expect(usccFault(text + last)).toBe(last === checkOf(text) ? undefined : "checkDigit");
      }),
      runs,
    );
  });

  test("fails with any one character changed: the standard detects every single error", () => {
    fc.assert(
      fc.property(code, fc.nat(17), character, (right, at, other) => {
        fc.pre(right[at] !== other);
        expect(usccFault(right.slice(0, at) + other + right.slice(at + 1))).not.toBe(undefined);
      }),
      runs,
    );
  });

  test("fails with two neighbours swapped: their weights differ", () => {
    fc.assert(
      fc.property(code, fc.nat(16), (right, at) => {
        const [one = "", other = ""] = [right[at], right[at + 1]];
        fc.pre(one !== other);
        expect(usccFault(right.slice(0, at) + other + one + right.slice(at + 2))).toBe("checkDigit");
      }),
      runs,
    );
  });

  test("fails with a character lost or typed twice", () => {
    fc.assert(
      fc.property(code, fc.nat(17), (right, at) => {
        expect(usccFault(right.slice(0, at) + right.slice(at + 1))).toBe("length");
        expect(usccFault(right.slice(0, at) + right.charAt(at) + right.slice(at))).toBe("length");
      }),
      runs,
    );
  });

  test("fails with a letter that the standard never uses", () => {
    fc.assert(
      fc.property(code, fc.nat(17), fc.constantFrom(..."IOSVZ-衡"), (right, at, strange) => {
        expect(usccFault(right.slice(0, at) + strange + right.slice(at + 1))).toBe("alphabet");
      }),
      runs,
    );
  });

  test("is mended by the input from lower case and blanks", () => {
    fc.assert(
      fc.property(code, fc.constantFrom("", " ", "\t", "\u3000", "\n"), (right, blank) => {
        expect(uscc.parse(blank + right.toLowerCase() + blank)).toBe(right);
      }),
      runs,
    );
  });
});

test("a text that is no code is refused, and never by a throw", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      expect(uscc.safeParse(text).success).toBe(usccFault(text.trim().toUpperCase()) === undefined);
    }),
    runs,
  );
});

test("the codes that tests invent are valid", () => {
  for (let n = 1; n < 2_000; n++) expect(usccFault(usccNo(n))).toBeUndefined();
});
