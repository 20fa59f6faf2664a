import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskedName } from "../../shared/domain/subject/masks.ts";
import { withoutNames } from "../../shared/domain/subject/names-in-text.ts";
import { hiddenIn, publicSubject, publicText } from "../../shared/domain/subject/public-subject.ts";
import { shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";

const { masks } = shippedPrivacyBook()("2026-11-23");
const shown = (text: string, ...names: string[]): string => withoutNames(text, names, masks.name);

describe("A §19: a name is masked by its letters", () => {
  test.each([
    ["张\u3000三", "张*"],
    ["张 三", "张*"],
    ["张\u200b三", "张*"],
    ["张·三", "张*"],
    ["张\u3164三", "张*"],
    ["欧阳\u3000小明", "欧**明"],
    ["阿卜杜拉·买买提", "阿*****提"],
    ["Ivan Petrov", "I********v"],
    ["A B", "A*"],
    ["\u0930\u093e\u092e", "\u0930*"],
    ["··", "*"],
    ["张*明", "张*明"],
  ])("%j is shown as %s", (name, mask) => {
    expect(maskedName(name, masks.name)).toBe(mask);
    expect(publicSubject({ kind: "person", name }, masks).name).toBe(mask);
  });
});

describe("A §19, §22, C 十四: no public text names a person", () => {
  test.each([
    ["张\u3000三", "张三无证经营", "张*无证经营"],
    ["张三", "张　三、张 三、张\u200b三、张·三、张-三", "张*、张*、张*、张*、张*"],
    ["欧阳\u3000小明", "欧阳小明、欧阳 小明", "欧**明、欧**明"],
    ["某人甲", "某 人 甲", "某*甲"],
    ["Ivan Petrov", "Ivan  Petrov; IVAN PETROV; ＩＶＡＮ-ｐｅｔｒｏｖ", "I********v; I********v; I********v"],
    ["José", "JOSE\u0301, jose", "J**é, J**é"],
    ["张三(曾用名李四光)", "李四光即张三", "李*光即张*"],
    ["李明", "李明违法;李明明不知情", "李*违法;李*明不知情"],
    ["张三", "张,三人;张某三", "张,三人;张某三"],
  ])("%j in %j: %j", (name, text, expected) => {
    expect(shown(text, name)).toBe(expected);
  });

  test("the longer of two names is masked first, each under its own mask", () => {
    expect(shown("李小明与李小", "李小", "李小明")).toBe("李*明与李*");
  });

  test("organisations and sole traders stand as they are registered; who answers for them does not", () => {
    const trader = hiddenIn({ kind: "soleTrader", name: "张三食品店" }, { persons: ["张三"] });
    expect(publicText("张三食品店的张三、张 三", trader, masks)).toBe("张三食品店的张*、张*");
    expect(publicText("张三", hiddenIn({ kind: "organisation", name: "甲公司" }, {}), masks)).toBe("张三");
  });

  /** What a reader makes out: letters in one width and case, with nothing but the signs that part words between them. */
  const read = (text: string): string =>
    text
      .normalize("NFKD")
      .toUpperCase()
      .replace(/[\p{Z}\p{C}\p{M}\p{DI}·・.'_-]/gu, "");

  const letter = fc.constantFrom(..."张三李四欧阳小明甲乙IvanPetrové");
  const name = fc.array(letter, { minLength: 2, maxLength: 8 }).map((letters) => letters.join(""));
  const pad = fc.array(fc.constantFrom(" ", "\u3000", "\u200b", "\n", "·", "・", "-", "_", ".", "\u00ad", "\u3164"), {
    maxLength: 3,
  });
  const width = (character: string): string =>
    /[A-Za-z]/.test(character) ? String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0) : character;
  const padded = (name: string) =>
    fc
      .array(fc.record({ pad, wide: fc.boolean(), upper: fc.boolean() }), {
        minLength: [...name].length,
        maxLength: [...name].length,
      })
      .map((ways) =>
        [...name]
          .map((character, index) => {
            const way = ways[index];
            const cased = way?.upper ? character.toUpperCase() : character;
            return (way?.wide ? width(cased) : cased) + (way?.pad.join("") ?? "");
          })
          .join(""),
      );
  const around = fc
    .array(fc.oneof(letter, fc.constantFrom(..."在店内销售,。")), { maxLength: 6 })
    .map((all) => all.join(""));

  test("no public text holds the letters of a name in their order, however padded, in whatever width and case", () => {
    const said = fc.array(name, { minLength: 1, maxLength: 3 }).chain((names) =>
      fc.record({
        typed: fc.tuple(...names.map(padded)),
        text: fc.tuple(...names.flatMap((each) => [around, padded(each)]), around),
        names: fc.constant(names),
      }),
    );
    fc.assert(
      fc.property(said, ({ typed, text, names }) => {
        const page = shown(text.join(""), ...typed);
        for (const each of names) {
          expect(read(page)).not.toContain(read(each));
          expect(read(maskedName(each, masks.name))).not.toContain(read(each));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("a text without the name stays as it was written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        fc.pre(!read(text).includes("张"));
        expect(shown(text, "张三")).toBe(text);
      }),
    );
  });
});
