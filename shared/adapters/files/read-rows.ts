import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import * as z from "zod";
import { type RawRow, type RowReader, UnreadableFile } from "../../ports/rows.ts";
import { decode } from "./decode.ts";
import { readJson } from "./read-json.ts";

/** Rows of a JSON, XLSX or CSV file; CSV in UTF-8, with or without BOM, or GB18030. */
export const readRows: RowReader = (bytes, { format, charset }) =>
  format === "json" ? readJson(bytes) : format === "xlsx" ? readWorkbook(bytes) : readCsv(bytes, charset);

/** Most files are CSV: what reads workbooks is made ready when one comes. */
async function* readWorkbook(bytes: AsyncIterable<Uint8Array>): AsyncIterable<RawRow> {
  const { readXlsx } = await import("./xlsx/read-xlsx.ts");
  yield* readXlsx(bytes);
}

const csvRecord = z.object({ record: z.array(z.string()), raw: z.string(), info: z.object({ lines: z.int() }) });

async function* readCsv(bytes: AsyncIterable<Uint8Array>, charset: "utf-8" | "gb18030"): AsyncIterable<RawRow> {
  const records = parse({
    record_delimiter: "\n",
    info: true,
    raw: true,
    // A row with too many or too few cells, or a stray quote, is that row's fault and stops no other.
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  // What goes wrong before the parser comes out of it: it is read below.
  pipeline(Readable.from(sameLineBreaks(decode(bytes, charset))), records, () => undefined);
  try {
    for await (const item of records) {
      const { record, raw, info } = csvRecord.parse(item);
      const cells = record.map(asShown);
      const within = raw.replace(/^\n+|\n+$/g, "").split("\n").length - 1;
      if (cells.some((cell) => cell.trim() !== "")) yield { line: info.lines - within, lastLine: info.lines, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableFile(
      "file.csv",
      `CSV 格式有误(引号未闭合等),未处理任何行 / the CSV is broken, nothing was taken: ${error.code}`,
    );
  }
}

/**
 * A cell as its spreadsheet shows it: programs keep a number text by `="…"` or an apostrophe before it. An apostrophe that has
 * a partner is a quotation mark.
 */
const asShown = (cell: string): string => {
  if (!/^\s*['=]/.test(cell)) return cell;
  const [, formula] = /^\s*="((?:[^"]|"")*)"\s*$/.exec(cell) ?? [];
  return (formula?.replaceAll('""', '"') ?? cell).replace(/^\s*'([^']*)$/, "$1");
};

/** Writes every line break as `\n`, so that lines are counted the same wherever the file was saved. */
async function* sameLineBreaks(parts: AsyncIterable<string>): AsyncIterable<string> {
  let held = "";
  for await (const part of parts) {
    const text = held + part;
    held = text.endsWith("\r") ? "\r" : "";
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, "\n");
  }
  if (held) yield "\n";
}
