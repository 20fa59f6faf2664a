import { unescaped, type Workbook } from "./workbook.ts";

/** A cell as it stands in the sheet. */
export interface RawCell {
  /** `B7`. */
  readonly place: string;
  readonly type: string;
  readonly style: number;
  readonly formula: boolean;
  /** Nothing where the cell has no value. */
  readonly value: string | undefined;
}

/** A cell's text, or why it has none that could be relied on. */
export type CellText =
  string | { readonly code: "cell.formula" | "cell.error" | "cell.precision"; readonly detail: string };

const dayMs = 86_400_000;
/** Excel's day 60 is 29 February 1900, which never was: days before it count from one day later. */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);
const lastDay = Date.UTC(9999, 11, 31);

/** What a person sees in the cell, as text: dates as `2026-11-21`, numbers with the 15 digits that Excel has. */
export const cellText = (cell: RawCell, workbook: Workbook): CellText => {
  const { place, type, value, formula, style } = cell;
  if (formula && value === undefined)
    return {
      code: "cell.formula",
      detail: `${place} 是未计算的公式,请粘贴为数值 / a formula without its value: paste values`,
    };
  if (value === undefined || value === "") return "";
  if (type === "e") return { code: "cell.error", detail: `${place} 是错误值 / the cell holds an error` };
  if (type === "s") return workbook.strings[Number(value)] ?? "";
  if (type === "inlineStr" || type === "str") return unescaped(value);
  if (type === "b") return value === "1" ? "true" : "false";
  if (type === "d") return value.slice(0, 10);
  const number = Number(value);
  if (!Number.isFinite(number)) return { code: "cell.error", detail: `${place} 不是数值 / the cell holds no number` };
  if (workbook.dateStyles[style] === true) return dateText(number, workbook.from1904) ?? value;
  if (Math.abs(number) >= 1e15)
    return {
      code: "cell.precision",
      detail: `${place} 以数值保存,超过 15 位的数字已丢失,请改为文本 / stored as a number, digits are lost: store it as text`,
    };
  return String(Number(number.toPrecision(15)));
};

const dateText = (serial: number, from1904: boolean): string | undefined => {
  const day = Math.floor(serial);
  if (day < 0 || (!from1904 && (day === 0 || day === 60))) return undefined;
  const instant = (from1904 ? epoch1904 : epoch1900 + (day < 60 ? dayMs : 0)) + day * dayMs;
  return instant > lastDay ? undefined : new Date(instant).toISOString().slice(0, 10);
};
