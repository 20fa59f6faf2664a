import { maskedName, type Mask } from "./masks.ts";

/** Stands between the letters of a name without parting it: blanks, what no screen shows, accents, dots, hyphens, apostrophes. */
const padding =
  /[\p{Z}\p{Cc}\p{Cf}\p{M}\p{DI}\p{Pd}\p{Pc}\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65\u318d.\uff0e'\uff07\u2018\u2019`\u00b4]/u;
const brackets = /[()[\]{}\u3008-\u3011\u3014-\u301b<>]/u;
/** Says of the name that follows in brackets what it is. */
const called = /^(?:曾用名|又名|别名|原名|化名)[\s:]*/u;

interface Sign {
  /** As it is compared: width, case and accents make no other letter. Empty for what parts words. */
  readonly letter: string;
  readonly from: number;
  readonly to: number;
}

/** A character as letters; private use stands for rare Han characters and counts as one. */
const folded = (character: string): readonly string[] => [
  ...character
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}\p{Co}]/gu, "")
    .toUpperCase(),
];

const firstOf = (character: string): string => String.fromCodePoint(character.codePointAt(0) ?? 0);

const signsOf = (text: string): readonly Sign[] => {
  const signs: Sign[] = [];
  let from = 0;
  // An accent goes with the letter that it stands on.
  for (const [character] of text.matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
    const to = from + character.length;
    if (!padding.test(firstOf(character))) {
      const letters = folded(character);
      for (const letter of letters.length === 0 ? [""] : letters) signs.push({ letter, from, to });
    }
    from = to;
  }
  return signs;
};

const lettersOf = (name: string): readonly string[] =>
  signsOf(name).flatMap(({ letter }) => (letter === "" ? [] : [letter]));

const standsAt = (signs: readonly Sign[], start: number, letters: readonly string[]): boolean =>
  letters.every((letter, index) => signs[start + index]?.letter === letter);

/** The text without the places of a name that is public as it is registered: they part words, like a sign. */
const without = (signs: readonly Sign[], registered: readonly string[]): readonly Sign[] => {
  if (registered.length === 0) return signs;
  const kept = [...signs];
  for (let start = 0; start + registered.length <= signs.length; start++)
    if (standsAt(signs, start, registered))
      for (let index = start; index < start + registered.length; index++) {
        const sign = signs[index];
        if (sign) kept[index] = { ...sign, letter: "" };
      }
  return kept;
};

const hidden = (text: string, name: string, registered: readonly string[], mask: Mask): string => {
  const letters = lettersOf(name);
  if (letters.length === 0) return text;
  const signs = without(signsOf(text), registered);
  let shown = "";
  let done = 0;
  for (let start = 0; start + letters.length <= signs.length; start++) {
    const first = signs[start];
    const last = signs[start + letters.length - 1];
    if (!first || !last || first.from < done || !standsAt(signs, start, letters)) continue;
    shown += text.slice(done, first.from) + maskedName(name, mask);
    done = last.to;
  }
  return shown + text.slice(done);
};

/** What is written before and in brackets is a name of its own: 张三（曾用名李四）. */
const parts = (name: string): readonly string[] => {
  const pieces = name
    .normalize("NFKC")
    .split(brackets)
    .map((piece) => piece.trim().replace(called, ""));
  return [name, ...pieces.filter((piece) => lettersOf(piece).length > 1)];
};

/**
 * The text with every one of the names masked, however its letters are padded, in whatever width and case. The name of an
 * organisation or sole trader that holds one of them stays as it is registered.
 */
export const withoutNames = (text: string, names: readonly string[], mask: Mask, registered = ""): string => {
  const kept = lettersOf(registered);
  return [...new Set(names.flatMap(parts))]
    .sort((a, b) => lettersOf(b).length - lettersOf(a).length)
    .reduce((shown, name) => hidden(shown, name, kept, mask), text);
};
