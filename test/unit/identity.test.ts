import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentKey, entryIdOf } from "../../shared/domain/entry/entry.ts";
import { entryInput } from "../../shared/domain/entry/input.ts";
import { carriesIdentityNumber, isIdentityNumber } from "../../shared/domain/subject/identity-number.ts";
import { listing } from "../support/house.ts";
import { identityOf } from "../support/persons.ts";

describe("GB 11643: identity numbers", () => {
  test("a real date and the check character make one", () => {
    expect(isIdentityNumber("11010519491231002X")).toBe(true);
    expect(isIdentityNumber("110105194912310021")).toBe(false);
    expect(isIdentityNumber("11010519491331002X")).toBe(false);
  });

  test("are found inside text, in full width too, and other long numbers are not", () => {
    expect(carriesIdentityNumber("负责人身份证号11010519491231002X,已责令改正")).toBe(true);
    expect(carriesIdentityNumber("身份证号\uff11\uff11010519491231002X")).toBe(true);
    expect(carriesIdentityNumber("批号202603161234567890,货值14,207.68元")).toBe(false);
  });

  test.each([
    "4199 0119 9003 0700 14",
    "419901-19900307-0014",
    "419901\u201419900307\u30fb0014",
    "419901. 19900307. 0014",
    "41990119\u200b900307\ufeff0014",
    "\uff14\uff11\uff19\uff19\u3000\uff10\uff11\uff11\uff19\u3000\uff19\uff10\uff10\uff13\u3000\uff10\uff17\uff10\uff10\u3000\uff11\uff14",
  ])("are found however they are written: %s", (written) => {
    expect(carriesIdentityNumber(`法定代表人方知行(${written})已责令改正`)).toBe(true);
  });

  const number = fc
    .record({
      area: fc.constantFrom("110105", "419901", "310115", "650102"),
      born: fc.date({ min: new Date("1900-01-01"), max: new Date("2026-12-31"), noInvalidDate: true }),
      serial: fc.nat(999),
    })
    .map(({ area, born, serial }) => identityOf(area, born.toISOString().slice(0, 10), serial));
  const between = fc.constantFrom("", "", " ", "-", "\u2014", ".", "\u00b7", "\u30fb", "\u200b", "\u3000", "\n", " - ");
  const fullWidth = (digit: string): string => String.fromCharCode(digit.charCodeAt(0) + 0xfee0);

  test("property: no separation, width or invisible character hides a number, and a false check stays a mere number", () => {
    fc.assert(
      fc.property(
        number,
        fc.array(fc.tuple(between, fc.boolean()), { minLength: 18, maxLength: 18 }),
        fc.constantFrom("", "身份证号", "见第3页。", "ID "),
        fc.constantFrom("", "已责令改正", "(男)", "、2026年"),
        fc.integer({ min: 1, max: 9 }),
        (real, how, before, after, off) => {
          const written = (text: string) =>
            [...text].map(
              (each, at) => `${at > 0 ? (how[at]?.[0] ?? "") : ""}${how[at]?.[1] ? fullWidth(each) : each}`,
            );
          expect(carriesIdentityNumber(`${before}${written(real).join("")}${after}`)).toBe(true);
          const check = real.endsWith("X") ? off : (Number(real.at(-1)) + off) % 10;
          expect(carriesIdentityNumber(written(`${real.slice(0, 17)}${check}`).join(""))).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("property: dates and telephone numbers side by side are none", () => {
    const date = fc
      .date({ min: new Date("2021-01-01"), max: new Date("2029-12-31"), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10));
    const phone = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(date, phone), { minLength: 2, maxLength: 8 }),
        fc.constantFrom(" ", "\n", " - "),
        (each, by) => {
          expect(carriesIdentityNumber(each.join(by))).toBe(false);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

describe("SPEC Persons and their data: text that will be public", () => {
  const codes = (change: object) =>
    (entryInput.safeParse({ ...listing(1), ...change }).error?.issues ?? []).map((issue) =>
      issue.code === "custom" ? (issue.params?.["code"] as string) : issue.code,
    );

  test("carries no identity number, no control character and no half of a character", () => {
    expect(codes({ facts: "法定代表人11010519491231002X销售不合格产品" })).toEqual(["text.identityNumber"]);
    expect(codes({ facts: "甲\u0000乙" })).toEqual(["text.characters"]);
    expect(codes({ facts: "甲\ud800乙" })).toEqual(["text.characters"]);
    expect(codes({ facts: "一\n二\t三" })).toEqual([]);
  });
});

describe("natural key: one document is one entry", () => {
  test.each([
    ["衡市监处罚〔2026〕374号", "衡市监处罚[2026]374号"],
    ["衡市监处罚〔2026〕374号", "衡市监处罚 【2026】 374号"],
    ["衡市监处罚〔2026〕374号", "衡市监处罚\uff082026\uff09374号"],
    ["D-1", "\uff24\uff0d1"],
    ["D-1", "d -1\u200b"],
  ])("%s and %s", (one, other) => {
    expect(documentKey(one)).toBe(documentKey(other));
    const key = { authority: "tax", list: "black", subjectId: "sbj_1" };
    expect(entryIdOf({ ...key, documentNo: one })).toBe(entryIdOf({ ...key, documentNo: other }));
  });

  test("another number is another entry", () => {
    expect(documentKey("衡市监处罚〔2026〕374号")).not.toBe(documentKey("衡市监处罚〔2026〕37号4"));
  });
});
