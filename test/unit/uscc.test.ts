import { describe, expect, test } from "vitest";
import { uscc, usccFault } from "../../shared/domain/subject/uscc.ts";
import { fieldErrors } from "../../shared/kernel/field-errors.ts";

/** Codes of well-known organisations, as their public registrations show them. */
const real = [
  ["Tencent", "9144030071526726XG"],
  ["Alibaba", "91330100799655058B"],
  ["Baidu", "91110000802100433B"],
  ["Industrial and Commercial Bank of China", "91100000100003962T"],
] as const;

describe("a unified social credit code (SPEC; GB 32100-2015)", () => {
  test.each(real)("of %s is valid", (_name, code) => {
    expect(usccFault(code)).toBeUndefined();
  });

  test.each([
    ["length", ""],
    ["length", "91419902MA4K7T296"],
    ["length", "91419902MA4K7T296KK"],
    ["alphabet", "91419902MA4K7T29IK"],
    ["alphabet", "91419902MA4K7T29OK"],
    ["alphabet", "91419902MA4K7T29SK"],
    ["alphabet", "91419902MA4K7T29VK"],
    ["alphabet", "91419902MA4K7T29ZK"],
    ["alphabet", "91419902MA4K7T29-K"],
    ["alphabet", "91419902ma4k7t296k"],
    ["alphabet", "914199０2MA4K7T296K"],
    ["checkDigit", "91419902MA4K7T296L"],
    ["checkDigit", "91419902MA4K7T296X"],
    ["checkDigit", "19419902MA4K7T296K"],
  ])("has the fault %s when it is written %j", (fault, code) => {
    expect(usccFault(code)).toBe(fault);
  });

  test.each([
    "00000000000000000X",
    "000000000000000000",
    "00000000000000001X",
    "111111111111111111",
    "99999999999999999W",
    "XXXXXXXXXXXXXXXXXX",
    "OOOOOOOOOOOOOOOOOO",
  ])("is a placeholder when it is %s, whatever its check character", (code) => {
    expect(usccFault(code)).toBe("placeholder");
  });

  test("is not a placeholder for a run of zeros inside it", () => {
    const code = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"]
      .map((check) => `91419900000000001${check}`)
      .filter((candidate) => usccFault(candidate) === undefined);
    expect(code).toHaveLength(1);
  });
});

describe("a unified social credit code in an input", () => {
  test("has typing habits mended: lower case and blanks around it", () => {
    expect(uscc.parse(" 9144030071526726xg\t")).toBe("9144030071526726XG");
    expect(uscc.parse("　91330100799655058b　")).toBe("91330100799655058B");
  });

  test.each(["\u200b", "\u200e", "\u202d", "\u2060", "\ufeff", "\u00ad", "\ufe0f"])(
    "has %j, which no screen shows, taken out wherever it stands",
    (unseen) => {
      const code = ["", "9144030071", "526726XG", ""].join(unseen);
      expect(uscc.parse(code)).toBe("9144030071526726XG");
    },
  );

  test("is still refused where nothing is seen of it", () => {
    expect(uscc.safeParse("\u200b").success).toBe(false);
  });

  test.each([
    ["9144030071526726X", "uscc.length"],
    ["9144030O71526726XG", "uscc.alphabet"],
    ["9144030071526726XH", "uscc.checkDigit"],
    ["00000000000000000x", "uscc.placeholder"],
  ])("written %s is refused with %s and advice that does not repeat it", (code, fault) => {
    const parsed = uscc.safeParse(code, { reportInput: true });
    const errors = parsed.success ? [] : fieldErrors(parsed.error);
    expect(errors.map((error) => error.code)).toEqual([fault]);
    expect(errors[0]?.detail).toMatch(/统一社会信用代码.* \/ /);
    expect(errors[0]?.detail).not.toContain(code);
  });

  test.each([undefined, null])("that is %s is missing", (value) => {
    const parsed = uscc.safeParse(value, { reportInput: true });
    expect(parsed.success ? [] : fieldErrors(parsed.error).map(({ code }) => code)).toEqual(["missing"]);
  });
});
