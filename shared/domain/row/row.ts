import type { FieldError } from "../../kernel/field-errors.ts";
import { visible } from "../../kernel/visible.ts";
import type { Column } from "./column.ts";
import { writtenDay } from "./written-day.ts";

/** What each cell of a file's rows is; nothing for a column that is passed over. */
export type RowPlan = readonly (Column | undefined)[];

/** Columns that offices keep for themselves. */
const passedOver = new Set(["序号", "备注", ""]);

/** What offices add to a header: a star or a word that says whether it must be filled in. */
const asked = /^\*+|(?:\*|[(\[【](?:非?必填|选填|可选)项?[)\]】])+$/g;

/** A header as it is compared: however wide, wherever its lines are broken, and without what says that it must be filled in. */
const headerName = (text: string): string => visible(text).normalize("NFKC").replace(/\s/gu, "").replace(asked, "");

/**
 * Reads a header under the columns of its kind: Chinese names or field codes, in any order. Gives the plan, or what is wrong with the header: a
 * column that is unknown or stands twice, or one that is missing.
 */
export const planOf = (
  columns: readonly Column[],
  header: readonly string[],
): { readonly plan: RowPlan } | { readonly faults: readonly string[] } => {
  const faults: string[] = [];
  const plan = header.map((cell) => {
    const name = headerName(cell);
    const column = columns.find((each) => [each.path, ...each.headers].some((known) => headerName(known) === name));
    if (!column && !passedOver.has(name)) faults.push(`不认识的列 / unknown column: ${harmless(name)}`);
    return column;
  });
  if (plan.every((column) => column === undefined))
    faults.unshift("首行须为表头,请删除表头上方的标题行 / the first row must be the header: take out titles above it");
  for (const column of columns) {
    const count = plan.filter((candidate) => candidate === column).length;
    if (count > 1) faults.push(`重复的列 / column stands twice: ${column.headers[0] ?? column.path}`);
    const other = column.orElse !== undefined && plan.some((candidate) => candidate?.path === column.orElse);
    const spared = column.optional === true || other;
    if (count === 0 && !spared) faults.push(`缺少的列 / column is missing: ${column.headers[0] ?? column.path}`);
  }
  return faults.length > 0 ? { faults } : { plan };
};

/** A header as it may be repeated: where a file has none, its first row is taken for one, and a row may hold a number. */
const harmless = (name: string): string => name.slice(0, 40).replace(/[\dXx\uff10-\uff19]{6,}/g, "******");

/** How a row is numbered. */
const numbering = /^[\p{N}\p{P}\p{Z}]*$/u;

/**
 * Whether a row has nothing under the columns of its kind: numbered or noted beforehand, it was never filled in. Words alone
 * in a row that is too short are no note but the end of a cell that was torn.
 */
export const isUnfilled = (plan: RowPlan, cells: readonly string[]): boolean =>
  cells.every((text, at) => text.trim() === "" || (at < plan.length && plan[at] === undefined)) &&
  (cells.length >= plan.length || cells.every((text) => numbering.test(text)));

/**
 * A row's cells as the input object that they stand for, words turned into codes and dates into one form. What cannot
 * be turned is left as it is, so that the input's own rules name it. Spreadsheets leave out delimiters at a row's end: cells
 * that are not there are empty. Refuses a row of more cells than the header.
 */
export const rowInput = (
  plan: RowPlan,
  cells: readonly string[],
): { readonly input: Record<string, unknown> } | { readonly fault: FieldError } => {
  if (cells.length > plan.length)
    return {
      fault: {
        field: "",
        code: "row.columns",
        detail: `本行有 ${cells.length} 列,表头有 ${plan.length} 列;含逗号的内容请加引号 / ${cells.length} cells under a header of ${plan.length}`,
      },
    };
  const input: Record<string, unknown> = {};
  plan.forEach((column, index) => {
    const text = (cells[index] ?? "").trim();
    if (column && (text !== "" || !(column.optional || column.orElse)))
      place(input, column.path, cellValue(column, text));
  });
  return { input };
};

const cellValue = (column: Column, cell: string): unknown => {
  const text = column.kind || column.values ? visible(cell).trim() : cell;
  if (column.kind === "date") return writtenDay(text) ?? text;
  if (column.kind === "list")
    return text
      .split(/[;\uff1b\u3001]/)
      .map((part) => part.trim())
      .filter((part) => part !== "");
  const known = (column.values && Object.hasOwn(column.values, text) ? column.values[text] : undefined) ?? text;
  if (column.kind === "boolean")
    return known === "true" ? true : known === "false" ? false : known === "" ? undefined : known;
  return known;
};

const place = (target: Record<string, unknown>, path: string, value: unknown): void => {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const inner = (target[head] ??= {}) as Record<string, unknown>;
  place(inner, rest.join("."), value);
};
