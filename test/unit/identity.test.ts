import { describe, expect, test } from "vitest";
import { documentKey, entryIdOf } from "../../shared/domain/entry/entry.ts";
import { entryInput } from "../../shared/domain/entry/input.ts";
import { carriesIdentityNumber, isIdentityNumber } from "../../shared/domain/subject/identity-number.ts";
import { listing } from "../support/house.ts";

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
