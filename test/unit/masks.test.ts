import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { masked, maskedNumber } from "../../shared/domain/subject/masks.ts";
import { hiddenIn, maskedPerson, publicSubject, publicText } from "../../shared/domain/subject/public-subject.ts";
import { shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import { identityNo } from "../support/persons.ts";

const privacyOn = shippedPrivacyBook();
const { masks } = privacyOn("2026-11-23");

describe("A §19: technical treatment before publication", () => {
  test.each([
    ["张晓明", "张*明"],
    ["张明", "张*"],
    ["张", "*"],
    ["欧阳娜娜", "欧**娜"],
    ["阿卜杜拉·买买提", "阿******提"],
    ["𠮷田", "𠮷*"],
  ])("%s is shown as %s", (name, shown) => {
    expect(masked(name, masks.name)).toBe(shown);
  });

  test("of a resident's number neither birth nor order are shown, of a shorter one the ends alone", () => {
    expect(maskedNumber(identityNo(1), "residentId", masks)).toMatch(/^419901\*{10}\d[\dX]$/);
    expect(maskedNumber("E12345678", "passport", masks)).toBe("E*******8");
  });

  test("whatever is masked hides at least one character, and masking again shows no more", () => {
    const mask = fc.record({ keepFirst: fc.nat(6), keepLast: fc.nat(4) });
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }), mask, (text, how) => {
        const once = masked(text, how);
        expect([...once]).toHaveLength([...text].length);
        expect(once).toContain("*");
        expect(masked(once, how)).toBe(once);
      }),
    );
  });

  test("a person is masked in public, also in the facts; organisations and sole traders are as registered", () => {
    const person = {
      kind: "person",
      name: "张晓明",
      idType: "residentId",
      idNumberMasked: "419901**********14",
    } as const;
    expect(publicSubject(person, masks)).toEqual({ ...person, name: "张*明" });
    expect(publicText("张晓明销售,张晓明知情", hiddenIn(person, {}), masks)).toBe("张*明销售,张*明知情");
    const trader = { kind: "soleTrader", name: "东湖区张晓明小吃店", uscc: "92419903250611074U" } as const;
    expect(publicSubject(trader, masks)).toEqual(trader);
    expect(publicText("张晓明", hiddenIn(trader, {}), masks)).toBe("张晓明");
  });

  test("a policy that shows less is followed for entries made before it", () => {
    const strict = { ...masks, residentId: { keepFirst: 1, keepLast: 0 } };
    const person = {
      kind: "person",
      name: "张晓明",
      idType: "residentId",
      idNumberMasked: "419901**********14",
    } as const;
    expect(publicSubject(person, strict).idNumberMasked).toBe(`4${"*".repeat(17)}`);
  });

  test("responsible persons keep their role and lose their name (C 十四)", () => {
    expect(maskedPerson({ role: "principal", name: "李建国" }, masks)).toEqual({ role: "principal", name: "李*国" });
  });

  test("before the first policy its rules are taken", () => {
    expect(privacyOn("2015-01-01")).toEqual(privacyOn("2018-01-01"));
  });
});
