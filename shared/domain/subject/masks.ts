import type { IdType } from "../../../events/vocabulary.ts";

/** How many characters of a text stay readable at either end; whatever is short, at least one is hidden. */
export interface Mask {
  readonly keepFirst: number;
  readonly keepLast: number;
}

/** How persons are shown where they need not be known: policy data (A §19 发布前应进行必要的技术处理). */
export interface Masks {
  readonly name: Mask;
  readonly residentId: Mask;
  readonly otherDocument: Mask;
}

/** The text with everything but its ends starred out. Masking what is masked already shows no more and may show less. */
export const masked = (text: string, { keepFirst, keepLast }: Mask): string => {
  const characters = [...text];
  const last = characters.length > keepFirst + keepLast ? keepLast : 0;
  const first = Math.min(keepFirst, Math.max(0, characters.length - 1));
  return characters
    .map((character, index) => (index < first || index >= characters.length - last ? character : "*"))
    .join("");
};

/**
 * A person's name masked by its letters: blanks and dots between them are not shown and hide nothing, or two letters with a
 * blank between them would be the whole name (A §19).
 */
export const maskedName = (name: string, mask: Mask): string => {
  const letters = name.normalize("NFKC").replace(/[^\p{L}\p{N}\p{Co}*]|\p{DI}/gu, "");
  return letters === "" ? "*" : masked(letters, mask);
};

/** A document number as an entry may keep it. */
export const maskedNumber = (number: string, idType: IdType, masks: Masks): string =>
  masked(number, idType === "residentId" ? masks.residentId : masks.otherDocument);
