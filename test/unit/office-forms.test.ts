import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { type RowsChunk, rowsChunkV1 } from "../../events/rows-ready/v1.ts";
import type { SubmissionReceived } from "../../events/submission-received/v1.ts";
import { readRows } from "../../shared/adapters/files/read-rows.ts";
import { splitSubmission } from "../../shared/app/submission/split-submission.ts";
import { officer } from "../support/house.ts";
import { type Cell, sheetXml, workbook, zip } from "../support/workbook.ts";

/**
 * The shipped files once more, as offices really save them: whatever a spreadsheet program adds or leaves out, the rows
 * are the same.
 */

type Table = readonly (readonly string[])[];
type Kind = "penalties" | "listEntries";

const shipped = (file: string): Table => {
  const bytes = readFileSync(resolve(import.meta.dirname, "../../events/samples", file));
  const text = iconv.decode(bytes, "gb18030").replaceAll("\r\n", "\n");
  return z.array(z.array(z.string())).parse(parse(text, { relax_column_count: true, record_delimiter: "\n" }));
};
const samples: Readonly<Record<Kind, Table>> = {
  penalties: shipped("penalties.gb18030.csv"),
  listEntries: shipped("black-list.gb18030.csv"),
};
const kinds = Object.keys(samples) as Kind[];

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (table: Table): Buffer => Buffer.from(table.map((row) => row.map(quoted).join(",")).join("\r\n"));
/** Like `csv`, but for cells that are written as they are. */
const rawCsv = (table: Table): Buffer => Buffer.from(table.map((row) => row.join(",")).join("\n"));
const xlsx = (rows: readonly (readonly Cell[])[]): Buffer => zip(workbook([{ xml: sheetXml(rows) }]));

interface Outcome {
  readonly rows: RowsChunk;
  readonly failure?: { readonly code: string; readonly detail: string };
}
const split = async (kind: Kind, format: "csv" | "xlsx", bytes: Buffer): Promise<Outcome> => {
  const chunks = new Map<string, RowsChunk>();
  const failures: { readonly code: string; readonly detail: string }[] = [];
  const message: SubmissionReceived = {
    ...{ type: "submission-received", version: 1, submissionId: "sub_1", correlationId: "test", by: officer },
    ...{ kind, key: "uploads/2026112400/sub_1", format, charset: "utf-8" },
  };
  await splitSubmission(
    {
      files: {
        open: () =>
          Promise.resolve(
            (async function* () {
              for (let at = 0; at < bytes.length; at += 1021)
                yield await Promise.resolve(bytes.subarray(at, at + 1021));
            })(),
          ),
        put: (key, chunk) =>
          Promise.resolve(void chunks.set(key, rowsChunkV1.parse(JSON.parse(Buffer.from(chunk).toString())))),
        remove: () => Promise.resolve(),
        size: () => Promise.resolve(0),
      },
      submissions: {
        find: () => Promise.resolve(undefined),
        split: () => Promise.resolve(),
        fail: (_, failure) => Promise.resolve(void failures.push(failure)),
      },
      rows: { send: () => Promise.resolve() },
      readRows,
    },
    message,
  );
  const [failure] = failures;
  const place = (key: string): number => Number(key.split("/").at(-1));
  const inOrder = [...chunks].sort(([a], [b]) => place(a) - place(b));
  return { rows: inOrder.flatMap(([, chunk]) => chunk), ...(failure ? { failure } : {}) };
};

const withoutLines = (rows: RowsChunk): unknown[] =>
  rows.map(({ input, fault }) => ({ input, ...(fault ? { fault: fault.code } : {}) }));
const both = ["csv", "xlsx"] as const;
const written = (format: "csv" | "xlsx", table: Table): Buffer => (format === "csv" ? csv(table) : xlsx(table));
const plain = async (kind: Kind): Promise<readonly unknown[]> =>
  withoutLines((await split(kind, "csv", csv(samples[kind]))).rows);

const columnOf = (table: Table, ...names: readonly string[]): number =>
  table[0]?.findIndex((name) => names.includes(name)) ?? -1;
const changed = (table: Table, at: number, change: (cell: string) => string): Table =>
  table.map((row, line) => row.map((cell, column) => (line > 0 && column === at ? change(cell) : cell)));
const numberColumn: Readonly<Record<Kind, string>> = { penalties: "行政处罚决定书文号", listEntries: "决定书文号" };

describe.each(kinds)("SPEC capability 1: a file of %s as an office saves it", (kind) => {
  const table = samples[kind];
  const [header = [], ...rows] = table;

  test.each(both)("in a sheet numbered beforehand, %s: a row of 序号 alone is none", async (format) => {
    const numbers = header.includes("序号") ? [] : ["序号"];
    const numbered = [
      [...numbers, ...header],
      ...rows.map((row, at) => [...numbers.map(() => `${at + 1}`), ...row]),
      ...Array.from({ length: 297 }, (_, at) => [
        `${rows.length + at + 1}`,
        ...header.map(() => "").slice(1),
        ...numbers.map(() => ""),
      ]),
    ];
    const read = await split(kind, format, written(format, numbered));
    expect(withoutLines(read.rows)).toEqual(await plain(kind));
  });

  test("a number alone between rows moves no line", async () => {
    const [first = [], second = []] = rows.map((row) => row.map((cell) => cell.replaceAll("\n", "")));
    const numbers = header.includes("序号") ? [] : ["序号"];
    const at = (number: string, row: readonly string[]) => [...numbers.map(() => number), ...row];
    const alone = ["2", ...header.slice(1).map(() => ""), ...numbers.map(() => "")];
    const sheet = [at("序号", header), at("1", first), alone, ["3"], at("4", second)];
    for (const format of both)
      expect((await split(kind, format, written(format, sheet))).rows.map(({ line }) => line)).toEqual([2, 5]);
  });

  test("of numbers alone has no rows", async () => {
    const empty = [["序号", ...header.filter((name) => name !== "序号")], ["1"], ["2"]];
    for (const format of both)
      expect((await split(kind, format, written(format, empty))).failure?.code).toBe("file.empty");
  });

  test("in CSV, without the commas of its last empty cells", async () => {
    const short = table.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== "") + 1));
    expect(short.filter((row) => row.length < header.length).length).toBeGreaterThan(50);
    expect(withoutLines((await split(kind, "csv", csv(short))).rows)).toEqual(await plain(kind));
  });

  test.each([
    ["line breaks", (name: string) => `${name.slice(0, 2)}\n${name.slice(2)}`],
    ["blanks, also such as nobody sees", (name: string) => ` ${name.slice(0, 1)}\u3000\u200b${name.slice(1)}\ufeff`],
    ["a star before", (name: string) => `*${name}`],
    ["a wide star behind", (name: string) => `${name}\uff0a`],
    ["（必填）", (name: string) => `${name}\uff08必填\uff09`],
    ["a star and (选填)", (name: string) => `* ${name}(选填)`],
    ["【必填】 in a line of its own", (name: string) => `${name}\n\u3010必填\u3011`],
  ])("with %s in its headers", async (_, change) => {
    const named = [header.map((name) => (name === "" ? "" : change(name))), ...rows];
    for (const format of both)
      expect(withoutLines((await split(kind, format, written(format, named))).rows)).toEqual(await plain(kind));
  });

  test("with a title above its header is told that the header is the first row", async () => {
    for (const format of both)
      for (const title of [
        ["衡川市2026年第46周信用信息报送表"],
        ["衡川市信用信息报送表", ...header.slice(1).map(() => "")],
      ]) {
        const { rows: read, failure } = await split(kind, format, written(format, [title, ...table]));
        expect(read).toEqual([]);
        expect(failure).toMatchObject({ code: "file.header" });
        expect(failure?.detail).toMatch(/首行.*标题.* \/ .*title/);
      }
    const { failure } = await split(kind, "csv", csv([[...header, "体重"], ...rows]));
    expect(failure?.detail).not.toContain("标题");
  });

  test.each([
    ['="…"', (cell: string) => `="${cell.replaceAll('"', '""')}"`],
    ['="…" in quotes', (cell: string) => `"=""${cell.replaceAll('"', '""""')}"""`],
    ["an apostrophe before", (cell: string) => `'${cell}`],
  ])("in CSV, with %s to keep cells text", async (_, change) => {
    let kept = table.map((row) => row.map(quoted));
    for (const name of [numberColumn[kind], "统一社会信用代码"])
      kept = changed(kept, columnOf(table, name), (cell) => (cell === "" ? cell : change(cell))) as string[][];
    expect(withoutLines((await split(kind, "csv", rawCsv(kept))).rows)).toEqual(await plain(kind));
  });

  test("which was sent as text/csv in GBK fails as a whole: its bytes were replaced on the way", async () => {
    const damaged = Buffer.from(iconv.encode(csv(table).toString(), "gb18030").toString("utf8"));
    expect((await split(kind, "csv", damaged)).failure).toMatchObject({ code: "file.encoding" });
    // Its header survives where it is of codes: the rows alone must be enough.
    const ascii = Buffer.concat([csv([header]), Buffer.from("\r\n"), damaged.subarray(damaged.indexOf(10) + 1)]);
    const { rows: read, failure } = await split(kind, "csv", ascii);
    expect(read).toEqual([]);
    expect(failure?.code).toBe("file.encoding");
    expect(failure?.detail).toMatch(/application\/octet-stream.*gb18030/);
  });
});

describe("what is left out at the end of a row of CSV", () => {
  const header = samples.listEntries[0] ?? [];
  const row = samples.listEntries[1] ?? [];
  const lines = (...of: readonly string[]) => Buffer.from([header.join(","), ...of].join("\n"));

  test("is no licence for a row torn in two: what is left of it is refused by what it lacks", async () => {
    const whole = row.map(quoted).join(",");
    const { rows } = await split("listEntries", "csv", lines(whole.slice(0, 40), whole.slice(40), whole));
    expect(rows).toHaveLength(3);
  });

  test("nor for more cells than the header has", async () => {
    const { rows } = await split("listEntries", "csv", lines(`${row.map(quoted).join(",")},x`));
    expect(rows[0]?.fault?.code).toBe("row.columns");
  });

  test("nor for words alone under 序号 in a line that is too short: the end of a cell that was torn", async () => {
    const file = Buffer.from([`序号,${header.join(",")}`, `1,${row.map(quoted).join(",")}`, "罚款二万元。"].join("\n"));
    expect((await split("listEntries", "csv", file)).rows).toHaveLength(2);
    // A sheet's cells cannot be torn: under a table stands who filled it in.
    const sheet = xlsx([["序号", ...header], ["1", ...row], ["填报人：张三"]]);
    expect((await split("listEntries", "xlsx", sheet)).rows).toHaveLength(1);
  });

  test("nor for lines that an unpaired quote joined: none of their rows is taken", async () => {
    const optional = header.indexOf("信息提供单位");
    const cells = row.slice(0, optional).map((cell) => cell.replace(/[",\n]/g, ""));
    const { rows } = await split(
      "listEntries",
      "csv",
      lines([...cells, '"market'].join(","), [...cells, "", 'regulation"'].join(",")),
    );
    expect(rows).toMatchObject([{ line: 2, fault: { code: "row.quotes" } }]);
  });

  test("nor for such lines under a column that is passed over: they are answered, and not taken for a note", async () => {
    const file = Buffer.from(`序号,${header.join(",")}\n"1,甲公司\n2,乙公司"${header.map(() => ",").join("")}`);
    expect((await split("listEntries", "csv", file)).rows.map(({ line }) => line)).toEqual([2]);
  });
});

test("a cell under a column that is passed over spoils no row, whatever is wrong with it", async () => {
  const [header = [], row = []] = samples.listEntries;
  const formula = { inside: "<f>ROW()-1</f>" };
  const error = { attributes: 't="e"', inside: "<v>#REF!</v>" };
  const sheet = xlsx([["序号", ...header], [formula, ...row], [error], ["3", error]]);
  const { rows } = await split("listEntries", "xlsx", sheet);
  expect(rows).toMatchObject([
    { line: 2, input: { list: "black" } },
    { line: 4, fault: { code: "cell.error", field: "subject.name" } },
  ]);
});
