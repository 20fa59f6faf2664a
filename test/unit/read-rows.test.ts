import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readRows } from "../../shared/adapters/files/read-rows.ts";
import { type RawRow, UnreadableFile } from "../../shared/ports/rows.ts";

type File = Parameters<typeof readRows>[1];
const utf8: File = { format: "csv", charset: "utf-8" };
const gb18030: File = { format: "csv", charset: "gb18030" };
const json: File = { format: "json", charset: "utf-8" };

async function* inParts(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
const read = async (content: string | Uint8Array, file: File = utf8, size = 1 << 20): Promise<RawRow[]> => {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const rows: RawRow[] = [];
  for await (const row of readRows(inParts(bytes, size), file)) rows.push(row);
  return rows;
};
/** Rows without their last line, which most tests do not look at. */
const firstLines = async (...asked: Parameters<typeof read>) =>
  (await read(...asked)).map((row) => ("cells" in row ? { line: row.line, cells: row.cells } : row));
const cellsOf = async (...asked: Parameters<typeof read>): Promise<(readonly string[])[]> =>
  (await read(...asked)).map((row) => ("cells" in row ? row.cells : []));
const linesOf = async (...asked: Parameters<typeof read>): Promise<number[]> =>
  (await read(...asked)).map(({ line }) => line);
const faultOf = async (...asked: Parameters<typeof read>): Promise<string> => {
  try {
    await read(...asked);
    return "none";
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return error.code;
  }
};

/** Quotes, breaks inside cells, a character that GBK lacks, blank lines: what offices really send. */
const office =
  '名称,事实\r\n衡川市𬭎泰有限公司,"货值1,204.40元,\r\n""泰合""牌"\r\n\r\n , \r\n东湖区㛃美店,"一\n二\r三"\r\n终,末';
const officeRows = [
  { line: 1, cells: ["名称", "事实"] },
  { line: 2, cells: ["衡川市𬭎泰有限公司", '货值1,204.40元,\n"泰合"牌'] },
  { line: 6, cells: ["东湖区㛃美店", "一\n二\n三"] },
  { line: 9, cells: ["终", "末"] },
];

describe("SPEC capability 1: a CSV file", () => {
  test("gives rows with the line on which each begins, the header being line 1", async () => {
    expect(await firstLines(office)).toEqual(officeRows);
  });

  test("is the same with a byte order mark", async () => {
    expect(await firstLines(`\ufeff${office}`)).toEqual(officeRows);
  });

  test("is the same in GB18030, four-byte characters included", async () => {
    const bytes = iconv.encode(office, "gb18030");
    expect(bytes.length).toBeGreaterThan(office.length);
    expect(await firstLines(bytes, gb18030)).toEqual(officeRows);
  });

  test.each([1, 2, 3, 4, 5, 7, 16])("is the same when it arrives %i bytes at a time", async (size) => {
    expect(await firstLines(`\ufeff${office}`, utf8, size)).toEqual(officeRows);
    expect(await firstLines(iconv.encode(office, "gb18030"), gb18030, size)).toEqual(officeRows);
  });

  test.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("counts lines the same when they end in %s", async (_name, end) => {
    const text = ["a,b", '1,"x', 'y"', "", "2,z", ""].join(end);
    expect(await firstLines(text)).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ["1", "x\ny"] },
      { line: 5, cells: ["2", "z"] },
    ]);
  });

  test("counts blank lines before, between and after rows", async () => {
    expect(await linesOf("\n\na,b\n\n\n1,2\n\n3,4\n\n\n")).toEqual([3, 6, 8]);
  });

  test("counts lines past cells that begin or end with a break", async () => {
    expect(await linesOf('a,b\n"\n\n1",2\n3,"4\n\n"\n5,6\n"\n",7\n8,9\n')).toEqual([1, 2, 5, 8, 9, 11]);
  });

  test("passes over rows of blanks and commas only", async () => {
    expect(await cellsOf("a,b\n , \n,\n   \n　,\t\n1,2")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });

  test("gives rows of too many or too few cells as they are: no other row suffers", async () => {
    expect(await cellsOf("a,b\n1,2,3\n4\n5,6")).toEqual([["a", "b"], ["1", "2", "3"], ["4"], ["5", "6"]]);
  });

  test("leaves stray quotes to the row that has them", async () => {
    const rows = await firstLines('a,b\n他说"好",x\n5" 管,y\n"泰合"牌灶具,w\n3,z');
    expect(rows).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ['他说"好"', "x"] },
      { line: 3, cells: ['5" 管', "y"] },
      { line: 4, cells: ['"泰合"牌灶具', "w"] },
      { line: 5, cells: ["3", "z"] },
    ]);
  });

  test("keeps blanks inside cells, for the row's own rules to trim", async () => {
    expect(await cellsOf('a,b\n 1 ," 2 "')).toEqual([
      ["a", "b"],
      [" 1 ", " 2 "],
    ]);
  });

  test.each([
    ['="衡罚〔2026〕708号"', "衡罚〔2026〕708号"],
    ['"=""衡罚〔2026〕708号"""', "衡罚〔2026〕708号"],
    ['"=""一,""""二"""""""', '一,"二"'],
    ["'衡罚〔2026〕708号", "衡罚〔2026〕708号"],
    ["'", ""],
    ["'有机'标志", "'有机'标志"],
    ["O'Neill", "O'Neill"],
    ["=1+1", "=1+1"],
  ])("has %s for what its spreadsheet shows as %s", async (written, shown) => {
    expect(await cellsOf(`a,b\nx,${written}`)).toEqual([
      ["a", "b"],
      ["x", shown],
    ]);
  });

  test("has no rows when it is empty", async () => {
    for (const empty of ["", "\ufeff", "\n\r\n", " \n"]) expect(await read(empty)).toEqual([]);
  });

  test("whose quote is never closed is refused as a whole", async () => {
    expect(await faultOf('a,b\n1,"开始\n3,4\n')).toBe("file.csv");
    expect(await faultOf('a,b\n1,"开始\n3,4\n', utf8, 1)).toBe("file.csv");
  });
});

describe("a file in the wrong charset", () => {
  test.each([
    ["GB18030 sent as UTF-8", iconv.encode("名称\n衡川市", "gb18030"), utf8],
    ["UTF-8 cut in the middle of a character", Buffer.from("名称").subarray(0, 5), utf8],
    ["a lone surrogate's bytes in UTF-8", Buffer.from([0x61, 0xed, 0xa0, 0x80]), utf8],
    ["a byte that GB18030 does not use", Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]), gb18030],
    ["GB18030 cut in the middle of a character", iconv.encode("名称", "gb18030").subarray(0, 3), gb18030],
    ["GB18030 cut in a four-byte character", iconv.encode("名𬭎", "gb18030").subarray(0, 5), gb18030],
    ["JSON in GB18030", iconv.encode('{"rows":["衡川市"]}', "gb18030"), json],
    ["GB18030 that somebody has read as UTF-8", Buffer.from(iconv.encode("名称", "gb18030").toString("utf8")), utf8],
    ["JSON in GB18030 read as UTF-8", Buffer.from(iconv.encode('{"rows":["衡川市"]}', "gb18030").toString()), json],
  ])("is refused: %s", async (_words, bytes, file) => {
    expect(await faultOf(bytes, file)).toBe("file.encoding");
    expect(await faultOf(bytes, file, 1)).toBe("file.encoding");
  });

  test("is told what to do, and nothing of its content", async () => {
    const failed = await read(iconv.encode("衡川市机密", "gb18030")).catch((error: unknown) => String(error));
    expect(failed).toContain("charset=gb18030");
    expect(failed).not.toContain("机密");
  });
});

describe("a JSON file", () => {
  test("gives its rows numbered from 1, whatever they are", async () => {
    expect(await read('{"rows":[{"list":"black"},null,3]}', json)).toEqual([
      { line: 1, value: { list: "black" } },
      { line: 2, value: null },
      { line: 3, value: 3 },
    ]);
  });

  test("is the same with a byte order mark and a byte at a time", async () => {
    expect(await read('\ufeff{"rows":["衡川𬭎"]}', json, 1)).toEqual([{ line: 1, value: "衡川𬭎" }]);
  });

  test.each(["", "{", "[]", "{}", "null", '{"rows":{}}', '{"rows":"x"}', '"rows"', "名称,事实"])(
    "that says %j is refused as a whole",
    async (text) => {
      expect(await faultOf(text, json)).toBe("file.json");
    },
  );

  test("may have other members, of any depth, before and after its rows", async () => {
    const text =
      '{"made":{"rows":[9],"by":"\\"rows\\":["}, "rows" : [ {"a":[1,{"b":"],}\\\\"}]} , "x" ,[]\n], "n":[7]}';
    const expected = [{ a: [1, { b: "],}\\" }] }, "x", []].map((value, index) => ({ line: index + 1, value }));
    expect(await read(text, json)).toEqual(expected);
    for (const size of [1, 2, 3, 7]) expect(await read(text, json, size)).toEqual(expected);
  });

  test.each([
    '{"rows":[1,]}',
    '{"rows":[,1]}',
    '{"rows":[1,,2]}',
    '{"rows":[1 2]}',
    '{"rows":[01]}',
    '{"rows":[1}]',
    '{"rows":[1]} x',
    '{"rows":[1],"rows":[2]}',
    '{"rows":[1],"rows":"x"}',
    '[{"rows":[1]}]',
    '["rows",[1]]',
    '{"rows":["a\nb"]}',
    '{"rows":[{"a":1]}',
    '{"rows":[1]',
  ])("that says %j is refused as a whole, wherever it goes wrong", async (text) => {
    expect(await faultOf(text, json)).toBe("file.json");
    expect(await faultOf(text, json, 1)).toBe("file.json");
  });

  test("may have no rows", async () => {
    expect(await read('{"rows":[]}', json)).toEqual([]);
  });
});

test("a row that unpaired quotes made of several lines says which lines it swallowed", async () => {
  const rows = await read('a,b\n1,x\n"泰合牌,y\n3,"z"\n4,w');
  expect(rows.map((row) => ("lastLine" in row ? [row.line, row.lastLine] : []))).toEqual([
    [1, 1],
    [2, 2],
    [3, 4],
    [5, 5],
  ]);
});
