import { type FieldError, fieldErrors } from "../../kernel/field-errors.ts";
import { visible } from "../../kernel/visible.ts";
import { writtenDay } from "../row/written-day.ts";
import { documentNumber } from "../subject/identity.ts";
import { uscc } from "../subject/uscc.ts";
import { plainText } from "../subject/text.ts";
import { readAmount } from "./amount.ts";
import type { Item } from "./items.ts";

/** An item's value in its one form, nothing where the row has none, or what is wrong with it. */
export type ReadItem = { readonly value?: string } | { readonly fault: FieldError };

/** Reads what a row has for an item. Takes a cell's text or a value of a JSON row; never repeats the value in a fault. */
export const readItem = (item: Item, given: unknown): ReadItem => {
  // Free text may need what no screen shows to be written right; a code, a number or a day never does.
  const raw = typeof given === "string" && item.kind !== "text" ? visible(given) : given;
  if (raw === undefined || raw === null || (typeof raw === "string" && raw.trim() === "")) return {};
  if (item.kind === "amount" && (typeof raw === "string" || typeof raw === "number")) return amountOf(item, raw);
  if (typeof raw !== "string") return fault(item, "type", "应为文本 / must be text");
  switch (item.kind) {
    case "text":
      return parsed(item, plainText(item.max ?? 200).safeParse(raw, { reportInput: true }));
    case "uscc":
      return parsed(item, uscc.safeParse(raw, { reportInput: true }));
    case "number":
      return parsed(item, documentNumber.safeParse(raw, { reportInput: true }));
    case "date":
      return dateOf(item, raw);
    case "code":
      return wordOf(item, raw);
    default:
      return wordsOf(item, raw);
  }
};

const fault = ({ code: field }: Item, code: string, detail: string): ReadItem => ({ fault: { field, code, detail } });

const parsed = (
  item: Item,
  result:
    | { readonly success: true; readonly data: string }
    | { readonly success: false; readonly error: Parameters<typeof fieldErrors>[0] },
): ReadItem => {
  if (result.success) return { value: result.data };
  const [first] = fieldErrors(result.error);
  return fault(item, first?.code ?? "invalid", first?.detail ?? "");
};

const amountOf = (item: Item, raw: string | number): ReadItem => {
  const read = readAmount(raw);
  if ("amount" in read) return { value: read.amount };
  return read.fault === "amount.decimals"
    ? fault(item, read.fault, "以万元为单位,最多 6 位小数 / 10,000 yuan with at most 6 decimals; in JSON as text")
    : fault(
        item,
        read.fault,
        "应为以万元为单位的数字,如 1.25,不带单位 / a number of 10,000 yuan such as 1.25, without a unit",
      );
};

const dateOf = (item: Item, raw: string): ReadItem => {
  const value = writtenDay(raw);
  return value === undefined
    ? fault(item, "date.invalid", "不是有效日期,格式为 2026-11-21 / not a day of the calendar, write 2026-11-21")
    : { value };
};

const wordOf = (item: Item, raw: string): ReadItem => {
  const value = meant(item, raw);
  return value === undefined ? unknown(item) : { value };
};

const wordsOf = (item: Item, raw: string): ReadItem => {
  const words = raw
    .split(/[;\uff1b\u3001,\uff0c\n]/)
    .filter((part) => part.trim() !== "")
    .map((part) => meant(item, part));
  const known = words.filter((word) => word !== undefined);
  if (known.length < words.length || known.length === 0 || known.length > 20) return unknown(item);
  return parsed(item, plainText(512).safeParse([...new Set(known)].join("\u3001"), { reportInput: true }));
};

/** The word that stands for what is written; 其他 may say after a dash what it is. */
const meant = ({ words = {} }: Item, raw: string): string | undefined => {
  const text = raw.trim();
  if (Object.hasOwn(words, text)) return words[text];
  const [, other] = /^其他\s*[-\u2014\uff0d:\uff1a]+\s*(.{1,50})$/u.exec(text) ?? [];
  return other !== undefined && Object.hasOwn(words, "其他") ? `其他-${other}` : undefined;
};

const unknown = (item: Item): ReadItem =>
  fault(
    item,
    "value.unknown",
    `取值应为以下之一 / must be one of: ${[...new Set(Object.values(item.words ?? {}))].join(", ")}`,
  );
