import { type RawRow, UnreadableFile } from "../../../ports/rows.ts";
import { openArchive } from "./archive.ts";
import { sheetRows, type SheetRow } from "./sheet.ts";
import { readWorkbook, sheetToRead } from "./workbook.ts";

/** What a sheet may unpack to: 200,000 rows of 18 columns of shared strings are 167 MB. */
const mostSheet = 180 * 1024 * 1024;

/**
 * Rows of a workbook's first sheet, the header in row 1. The packed file, which is limited, and its shared strings are
 * held in memory; the sheet is read as it is inflated.
 */
export async function* readXlsx(bytes: AsyncIterable<Uint8Array>): AsyncIterable<RawRow> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  const archive = openArchive(Buffer.concat(parts));
  const workbook = await readWorkbook(archive);
  const { sheet, others } = sheetToRead(workbook);
  for (const other of others)
    for await (const _ of sheetRows(archive.read(other.part, mostSheet), workbook))
      throw new UnreadableFile(
        "file.sheets",
        `除「${sheet.name}」外,工作表「${other.name}」也有内容,未处理任何行;请只保留一个工作表 / ` +
          "another visible sheet has content too; nothing was taken, keep one sheet",
      );
  let width: number | undefined;
  for await (const row of sheetRows(archive.read(sheet.part, mostSheet), workbook)) {
    if (width === undefined && row.line !== 1)
      throw new UnreadableFile(
        "file.header",
        `表头须在第 1 行,现第一个非空行是第 ${row.line} 行 / the header must be row 1, the first row is ${row.line}`,
      );
    width ??= row.cells.length;
    yield rawRow(row, width);
  }
}

const rawRow = ({ line, cells }: SheetRow, width: number): RawRow => {
  const faults = cells.flatMap((cell, at) => (typeof cell === "string" ? [] : [{ at, ...cell }]));
  const texts = cells.map((cell) => (typeof cell === "string" ? cell : ""));
  return {
    ...{ line, lastLine: line, cells: [...texts, ...Array<string>(Math.max(0, width - texts.length)).fill("")] },
    ...(faults.length > 0 ? { faults } : {}),
  };
};
