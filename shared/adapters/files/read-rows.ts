import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import * as z from "zod";
import { type RawRow, type RowReader, UnreadableFile } from "../../ports/rows.ts";

/** Rows of a JSON or CSV file; CSV in UTF-8, with or without BOM, or GB18030. */
export const readRows: RowReader = (bytes, { format, charset }) =>
  format === "json" ? readJson(bytes) : readCsv(bytes, charset);

const jsonFile = z.object({ rows: z.array(z.unknown()) });

async function* readJson(bytes: AsyncIterable<Uint8Array>): AsyncIterable<RawRow> {
  let text = "";
  for await (const part of decode(bytes, "utf-8")) text += part;
  let file: z.infer<typeof jsonFile>;
  try {
    file = jsonFile.parse(JSON.parse(text));
  } catch {
    throw new UnreadableFile(
      "file.json",
      '不是有效的 JSON:应为 {"rows": […]} / not valid JSON of the form {"rows": […]}',
    );
  }
  for (const [index, value] of file.rows.entries()) yield { line: index + 1, value };
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
      const within = raw.replace(/^\n+|\n+$/g, "").split("\n").length - 1;
      if (record.some((cell) => cell.trim() !== ""))
        yield { line: info.lines - within, lastLine: info.lines, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableFile(
      "file.csv",
      `CSV 格式有误(引号未闭合等),未处理任何行 / the CSV is broken, nothing was taken: ${error.code}`,
    );
  }
}

async function* decode(bytes: AsyncIterable<Uint8Array>, charset: string): AsyncIterable<string> {
  // The decoder drops a leading BOM and refuses bytes that are not of the charset.
  const decoder = new TextDecoder(charset, { fatal: true });
  try {
    for await (const part of bytes) yield decoder.decode(part, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnreadableFile(
      "file.encoding",
      `文件不是 ${charset} 编码;GBK/GB18030 文件请以 application/octet-stream 并注明 charset=gb18030 提交 / ` +
        `the file is not ${charset}; send GB18030 as application/octet-stream with charset=gb18030`,
    );
  }
}

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
