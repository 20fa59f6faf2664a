import { UnreadableFile } from "../../../ports/rows.ts";
import { broken } from "./archive.ts";
import { type CellText, cellText, type RawCell } from "./cell.ts";
import type { Workbook } from "./workbook.ts";
import { watched } from "./xml.ts";

/** A row that has something in it, with its number in the sheet. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly CellText[];
}

const mostColumns = 16_384;

/**
 * The rows of a sheet as it is inflated. Refuses at once, or when the sheet was read through, what a person who checks
 * the sheet does not see as it is read: hidden rows and columns with content, and merged cells.
 */
export async function* sheetRows(bytes: AsyncIterable<Uint8Array>, workbook: Workbook): AsyncIterable<SheetRow> {
  const reader = new SheetReader(workbook);
  for await (const _ of watched(bytes, reader)) yield* reader.taken();
}

class SheetReader {
  readonly #workbook: Workbook;
  #rows: SheetRow[] = [];
  #line = 0;
  #hiddenRow = false;
  readonly #hiddenColumns: [number, number][] = [];
  #column = 0;
  #cells: CellText[] = [];
  #cell: { place: string; type: string; style: number; formula: boolean; value: string | undefined } | undefined;
  #inValue = false;
  #inReading = false;

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
  }

  taken(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "row") this.#openRow(attributes);
    else if (name === "c") this.#openCell(attributes);
    else if (name === "col" && isTrue(attributes["hidden"]))
      this.#hiddenColumns.push([Number(attributes["min"]), Number(attributes["max"])]);
    else if (name === "mergeCell") throw merged(attributes["ref"] ?? "");
    else if (name === "rPh") this.#inReading = true;
    else if (name === "f" && this.#cell) this.#cell.formula = true;
    else if ((name === "v" || (name === "t" && !this.#inReading)) && this.#cell) {
      this.#inValue = true;
      this.#cell.value ??= "";
    }
  }

  text(text: string): void {
    if (this.#inValue && this.#cell) this.#cell.value += text;
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.#inValue = false;
    else if (name === "rPh") this.#inReading = false;
    else if (name === "c") this.#closeCell();
    else if (name === "row") this.#closeRow();
  }

  #openRow({ r, hidden }: Readonly<Record<string, string>>): void {
    const line = r === undefined ? this.#line + 1 : Number(r);
    if (!Number.isInteger(line) || line <= this.#line) throw broken("行号有误");
    this.#line = line;
    this.#hiddenRow = isTrue(hidden);
    this.#column = 0;
    this.#cells = [];
  }

  #openCell({ r, t = "n", s = "0" }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.#column + 1 : columnOf(r);
    if (column <= this.#column || column > mostColumns) throw broken("列号有误");
    this.#column = column;
    this.#cell = { place: r ?? `第 ${column} 列`, type: t, style: Number(s), formula: false, value: undefined };
  }

  #closeCell(): void {
    const cell: RawCell | undefined = this.#cell;
    this.#cell = undefined;
    if (!cell) return;
    const text = cellText(cell, this.#workbook);
    if (typeof text === "string" && text.trim() === "") return;
    if (this.#hiddenColumns.some(([from, to]) => from <= this.#column && this.#column <= to))
      throw hidden(`${cell.place} 所在的列`);
    while (this.#cells.length < this.#column - 1) this.#cells.push("");
    this.#cells.push(text);
  }

  #closeRow(): void {
    if (this.#cells.length === 0) return;
    if (this.#hiddenRow) throw hidden(`第 ${this.#line} 行`);
    this.#rows.push({ line: this.#line, cells: this.#cells });
  }
}

const isTrue = (value: string | undefined): boolean => value === "1" || value === "true";

const columnOf = (place: string): number => {
  const letters = /^([A-Z]{1,3})[0-9]+$/.exec(place)?.[1] ?? "";
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
};

const hidden = (what: string): UnreadableFile =>
  new UnreadableFile(
    "file.hidden",
    `${what}被隐藏或筛选掉但有内容,未处理任何行;请取消隐藏和筛选,或删除 / hidden rows or columns have content; nothing was taken`,
  );

const merged = (where: string): UnreadableFile =>
  new UnreadableFile(
    "file.merged",
    `存在合并单元格 ${where.slice(0, 40)},未处理任何行;请取消合并并逐格填写 / there are merged cells; nothing was taken`,
  );
