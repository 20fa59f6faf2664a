import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readRows } from "../../shared/adapters/files/read-rows.ts";
import { type RawRow, UnreadableFile } from "../../shared/ports/rows.ts";
import { type Cell, type Part, sheetXml, workbook, zip } from "../support/workbook.ts";

const read = async (file: Buffer): Promise<RawRow[]> => {
  const rows: RawRow[] = [];
  const bytes = (async function* () {
    for (let at = 0; at < file.length; at += 50_000) yield await Promise.resolve(file.subarray(at, at + 50_000));
  })();
  for await (const row of readRows(bytes, { format: "xlsx", charset: "utf-8" })) rows.push(row);
  return rows;
};
const faultOf = async (file: Buffer): Promise<string> => {
  try {
    await read(file);
    return "none";
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return error.code;
  }
};
const header: readonly Cell[] = ["甲", "乙"];
const one = (xml: Part, options = {}) => zip(workbook([{ xml }], options));
/** What a second cell of a row is read as. */
const cellOf = async (cell: Cell, options = {}): Promise<unknown> => {
  const row = (await read(one(sheetXml([header, ["x", cell]]), options)))[1];
  if (!row) return "no row";
  return "cells" in row ? (row.faults?.[0]?.code ?? row.cells[1]) : undefined;
};
const number = (value: string, style = 0) => ({ attributes: `s="${style}"`, inside: `<v>${value}</v>` });

describe("SPEC capability 1: a workbook", () => {
  test("gives rows with their numbers in the sheet, padded to the header, blank ones passed over", async () => {
    const xml = sheetXml([header, ["一"], ["", " "], ["", "二"], ["三", "四", "五"]]);
    expect(await read(one(xml))).toEqual([
      { line: 1, lastLine: 1, cells: ["甲", "乙"] },
      { line: 2, lastLine: 2, cells: ["一", ""] },
      { line: 4, lastLine: 4, cells: ["", "二"] },
      { line: 5, lastLine: 5, cells: ["三", "四", "五"] },
    ]);
  });

  test("gives shared strings, rich ones whole and without their readings", async () => {
    const strings = [
      "<t>衡川𬭎泰</t>",
      '<r><t xml:space="preserve">甲 </t></r><r><rPr/><t>乙_x000A_丙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh>',
    ];
    const shared = (index: number) => ({ attributes: 't="s"', inside: `<v>${index}</v>` });
    expect(await cellOf(shared(0), { strings })).toBe("衡川𬭎泰");
    expect(await cellOf(shared(1), { strings })).toBe("甲 乙\n丙");
  });

  const formats = [0, 14, 164, 165, 31];
  test.each([
    ["a whole number", number("374"), "374"],
    ["a number with noise", number("0.30000000000000004"), "0.3"],
    ["a number in exponents", number("1.2E3"), "1200"],
    ["more digits than Excel keeps", number("91419900000000012"), "cell.precision"],
    ["a date", number("46347", 1), "2026-11-21"],
    ["a date with its hour", number("46347.75", 1), "2026-11-21"],
    ["a date in a format of the file's own", number("46347", 2), "2026-11-21"],
    ["a date in a Chinese format", number("46347", 4), "2026-11-21"],
    ["the first day of 1900", number("1", 1), "1900-01-01"],
    ["the day after the one that never was", number("61", 1), "1900-03-01"],
    ["the day that never was", number("60", 1), "60"],
    ["a number whose format only says days", number("46347", 3), "46347"],
    ["a date of ISO 8601", { attributes: 't="d"', inside: "<v>2026-11-21T00:00:00</v>" }, "2026-11-21"],
    ["yes", { attributes: 't="b"', inside: "<v>1</v>" }, "true"],
    ["a formula with its value", { attributes: 't="str"', inside: "<f>A1</f><v>值</v>" }, "值"],
    ["a formula never calculated", { inside: "<f>A1</f>" }, "cell.formula"],
    ["an error", { attributes: 't="e"', inside: "<v>#N/A</v>" }, "cell.error"],
  ])("reads %s", async (_, cell, expected) => {
    expect(await cellOf(cell, { formats })).toBe(expected);
  });

  test("counts days from 1904 where it says so", async () => {
    expect(await cellOf(number("44885", 0), { formats: [14], date1904: true })).toBe("2026-11-21");
  });

  test("may be written with prefixes and without places", async () => {
    const xml =
      '<x:worksheet xmlns:x="a"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await read(one(xml))).toMatchObject([{ cells: ["甲"] }, { line: 2, cells: ["7"] }]);
  });
});

describe("what a person who checks the sheet does not see", () => {
  const rows = [header, ["一", "二"], ["三", "四"]];
  test.each([
    ["a hidden row", one(sheetXml(rows, { row: 'hidden="1"' })), "file.hidden"],
    [
      "a hidden column",
      one(sheetXml(rows, { before: '<cols><col min="2" max="3" hidden="1"/></cols>' })),
      "file.hidden",
    ],
    [
      "merged cells",
      one(sheetXml(rows, { after: '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>' })),
      "file.merged",
    ],
    [
      "a hidden first sheet",
      zip(workbook([{ state: "hidden", xml: sheetXml(rows) }, { xml: sheetXml(rows) }])),
      "file.hidden",
    ],
    ["a second sheet with content", zip(workbook([{ xml: sheetXml(rows) }, { xml: sheetXml(rows) }])), "file.sheets"],
    ["a title above the header", one(sheetXml([[], ["标题"], ...rows])), "file.header"],
  ])("%s refuses the file", async (_, file, code) => {
    expect(await faultOf(file)).toBe(code);
  });

  test.each([
    ["a hidden row without content", one(sheetXml([header, ["一", "二"], [" "]], { row: 'hidden="1"' }))],
    ["an empty second sheet", zip(workbook([{ xml: sheetXml(rows) }, { xml: sheetXml([]) }]))],
    ["a hidden sheet of words", zip(workbook([{ xml: sheetXml(rows) }, { state: "veryHidden", xml: sheetXml(rows) }]))],
  ])("%s does no harm", async (_, file) => {
    expect(await faultOf(file)).toBe("none");
  });
});

/** A sheet of very many bytes, packed a piece at a time. */
const endless = (megabytes: number, random: boolean): Part => {
  let state = 1;
  const piece = Buffer.alloc(1024 * 1024, " ");
  // Pseudo-random letters pack to about three quarters, repeated blanks to a thousandth.
  if (random)
    for (let at = 0; at < piece.length; at += 4) piece[at] = 97 + ((state = (state * 48271) % 2147483647) % 26);
  const bytes = Buffer.concat([Buffer.from("<worksheet><sheetData>"), ...Array<Buffer>(megabytes).fill(piece)]);
  return { packed: deflateRawSync(bytes, { level: 1 }), crc: crc32(bytes), size: 100 };
};

describe("a workbook made to do harm", () => {
  test("that unpacks to a thousand times its length is refused before it has", async () => {
    expect(await faultOf(one(endless(100, false)))).toBe("file.tooLarge");
  });

  test("whose sheet has 200 MB is refused, in bounded memory", async () => {
    const file = one(endless(200, true));
    const before = process.memoryUsage().rss;
    expect(await faultOf(file)).toBe("file.tooLarge");
    expect(process.memoryUsage().rss - before).toBeLessThan(700 * 1024 * 1024);
  });

  const good = workbook([{ xml: sheetXml([header, ["一", "二"]]) }]);
  const sheet = "xl/worksheets/sheet1.xml";
  test.each([
    ["text", Buffer.from("主体名称,统一社会信用代码")],
    ["nothing", Buffer.alloc(0)],
    ["an old or encrypted workbook", Buffer.from("d0cf11e0a1b11ae1", "hex")],
    ["an archive of something else", zip({ "a.txt": "a" })],
    ["half a file", zip(good).subarray(0, 300)],
    [
      "a directory that leads nowhere",
      Buffer.concat([zip(good).subarray(0, -6), Buffer.from([255, 255, 255, 127, 0, 0])]),
    ],
    ["a wrong checksum", zip({ ...good, [sheet]: { packed: deflateRawSync(sheetXml([header])), crc: 1, size: 1 } })],
    ["broken compression", zip({ ...good, [sheet]: { packed: Buffer.from([7, 7, 7]), crc: 1, size: 1 } })],
    ["broken XML", zip({ ...good, [sheet]: "<worksheet><sheetData></worksheet>" })],
    ["a DTD", zip({ ...good, [sheet]: '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' })],
    ["endless depth", zip({ ...good, [sheet]: "<a>".repeat(1000) })],
    ["rows out of order", zip({ ...good, [sheet]: '<worksheet><row r="2"/><row r="1"/></worksheet>' })],
  ])("%s is refused as a whole", async (_, file) => {
    expect(await faultOf(file)).toBe("file.xlsx");
  });
});
