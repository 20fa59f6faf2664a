const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checks = "10X98765432";

/** Whether 18 characters are a resident identity number (GB 11643: a real date, check by mod 11-2). */
export const isIdentityNumber = (text: string): boolean => {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  const born = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  const day = new Date(`${born}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== born) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return checks.charAt(sum % 11) === text.charAt(17).toUpperCase();
};

/** A number as people write it: in groups that begin and end with it, parted by anything but letters and digits. */
const apart = /(?<!\d)(?=((?:\d[^\p{L}\p{N}]*){17}[\dX])(?!\d))/giu;
/** Digits as they are written in Chinese, the 零 of a telephone call as well as the 〇 of a date. */
const numerals = new Map([..."〇一二三四五六七八九"].map((han, digit) => [han, String(digit)]));
/** Groups that only stand beside each other, dates and telephone numbers, begin otherwise: with no province, in no century. */
const plausible = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|7[12]|8[1-3]|91)\d{4}(?:19|20)/;

/**
 * Whether free text carries somebody's identity number: it would be published or sent on with the text (A §19, §22). Full-width
 * and invisible characters do not hide one, nor do Chinese numerals, nor blanks and signs inside it.
 */
export const carriesIdentityNumber = (text: string): boolean => {
  // DI: what no screen shows, such as zero-width blanks.
  const shown = text
    .normalize("NFKC")
    .replace(/\p{DI}/gu, "")
    .replace(/[零〇一二三四五六七八九]/g, (han) => numerals.get(han) ?? "0");
  for (let start = 0; start + 18 <= shown.length; start++)
    if (isIdentityNumber(shown.slice(start, start + 18))) return true;
  for (const [, found = ""] of shown.matchAll(apart)) {
    const number = found.replace(/[^\dX]/gi, "");
    if (plausible.test(number) && isIdentityNumber(number)) return true;
  }
  return false;
};

/** A shorter one is found in any amount or date. */
const shortest = 5;

/**
 * Whether a text carries a number that is known: a passport's has no form by which it could be told in a text, but the one that
 * was handed in with it has been read (A §19, §22). Width, case, blanks and hyphens hide none.
 */
export const carriesNumber = (text: string, number: string): boolean => {
  const wanted = compared(number);
  return wanted.length >= shortest && compared(text).includes(wanted);
};

const compared = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\p{Z}\p{C}\p{DI}\p{Pd}]/gu, "")
    .toUpperCase();
