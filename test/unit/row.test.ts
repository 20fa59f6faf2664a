import { describe, expect, test } from "vitest";
import * as vocabulary from "../../events/vocabulary.ts";
import { columns } from "../../shared/domain/entry/columns.ts";
import { planOf, rowInput } from "../../shared/domain/row/row.ts";

/** A header and a row under it, in the words that offices use. */
const cells = {
  主体名称: "衡川市鑫茂电线电缆有限公司",
  统一社会信用代码: "91419902MA4K7T296K",
  主体类别: "法人及非法人组织",
  名单类型: "严重失信主体名单",
  领域: "产品质量",
  信息类型: "行政管理类信息",
  文书类型: "行政处罚",
  决定书文号: "衡市监处罚〔2026〕417号",
  法律依据: "《中华人民共和国产品质量法》第三十九条、第五十条",
  决定日期: "2026/11/9",
  失信事实: "以不合格产品冒充合格产品销售,罚款2,409,230.00元。",
  严重程度: "严重",
  认定日期: "2026年11月16日",
  有效期至: "2029-11-08",
  能否修复: "是",
};
const header = Object.keys(cells);
const row = Object.values(cells);

const planned = (names: readonly string[]) => {
  const planning = planOf(columns, names);
  if (!("plan" in planning)) throw new Error(planning.faults.join());
  return planning.plan;
};
const faultsOf = (names: readonly string[]): readonly string[] => {
  const planning = planOf(columns, names);
  return "faults" in planning ? planning.faults : [];
};
const inputOf = (names: readonly string[], values: readonly string[]): Record<string, unknown> => {
  const read = rowInput(planned(names), values);
  if (!("input" in read)) throw new Error(read.fault.code);
  return read.input;
};
const readCell = (name: string, text: string): Record<string, unknown> => inputOf([...header, name], [...row, text]);
const withCell = (name: keyof typeof cells, text: string): Record<string, unknown> =>
  inputOf(
    header,
    header.map((each, index) => (each === name ? text : (row[index] ?? ""))),
  );

describe("SPEC capability 1: a header", () => {
  test("may be Chinese, in any order, with an office's own columns passed over", () => {
    const names = ["序号", ...header.toReversed(), "备注", ""];
    const { facts, ...rest } = inputOf(names, ["1", ...row.toReversed(), "留存", ""]) as { facts: string };
    expect(facts).toContain("2,409,230.00元");
    expect(rest).toMatchObject({ list: "black", severity: "serious", repair: { allowed: true } });
    expect(Object.keys(rest)).not.toContain("");
  });

  test("may be field codes, and mixed", () => {
    const paths = columns.map(({ path }) => path);
    expect(planned(paths).map((column) => column?.path)).toEqual(paths);
    expect(planned(["subject.name", ...header.slice(1)])[0]?.path).toBe("subject.name");
  });

  test("may have blanks and a byte order mark around its names", () => {
    expect(planned(["\ufeff主体名称 ", ...header.slice(1).map((name) => ` ${name}\t`)])).toEqual(planned(header));
  });

  test("accepts every name that a column lists, and no name for two columns", () => {
    const names = columns.flatMap((column) => column.headers.map((name) => [name, column.path]));
    expect(new Set(names.map(([name]) => name)).size).toBe(names.length);
  });

  test("that has a column nobody knows is refused, naming it", () => {
    expect(faultsOf([...header, "联系电话"])).toEqual([expect.stringContaining("联系电话")]);
  });

  test("that has a column twice is refused, also under another name", () => {
    expect(faultsOf([...header, "主体名称"])).toEqual([expect.stringContaining("主体名称")]);
    expect(faultsOf([...header, "企业名称"])).toEqual([expect.stringContaining("主体名称")]);
    expect(faultsOf([...header, "subject.name"])).toEqual([expect.stringContaining("主体名称")]);
  });

  test("that lacks 认定日期 stands for proposals", () => {
    expect(faultsOf(header.filter((each) => each !== "认定日期"))).toEqual([]);
  });

  test.each(header.filter((name) => name !== "认定日期"))("that lacks %s is refused, naming it", (name) => {
    expect(faultsOf(header.filter((each) => each !== name))).toEqual([expect.stringContaining(name)]);
  });

  test("may leave out provider and measures", () => {
    expect(faultsOf(header)).toEqual([]);
  });

  test("names every fault at once", () => {
    expect(faultsOf([...header.slice(1), "联系电话", "领域"])).toHaveLength(3);
  });
});

describe("SPEC capability 1: a row", () => {
  test("becomes the input that it stands for", () => {
    expect(inputOf(header, row)).toEqual({
      list: "black",
      subject: { kind: "organisation", name: "衡川市鑫茂电线电缆有限公司", uscc: "91419902MA4K7T296K" },
      domain: "productQuality",
      basis: {
        kind: "administrative",
        documentKind: "penalty",
        documentNo: "衡市监处罚〔2026〕417号",
        legalArticles: "《中华人民共和国产品质量法》第三十九条、第五十条",
        decidedOn: "2026-11-09",
      },
      facts: "以不合格产品冒充合格产品销售,罚款2,409,230.00元。",
      severity: "serious",
      determinedOn: "2026-11-16",
      validTo: "2029-11-08",
      repair: { allowed: true },
    });
  });

  test("with more cells than its header is a fault of the row", () => {
    expect(rowInput(planned(header), [...row, "详见案卷"])).toMatchObject({
      fault: { field: "", code: "row.columns" },
    });
  });

  test("with fewer has empty ones, as if their delimiters were there: spreadsheets leave them out", () => {
    expect(inputOf(header, row.slice(0, -2))).toEqual(inputOf(header, [...row.slice(0, -2), "", ""]));
  });

  test.each([
    ["2026-11-16 14:30:00", "2026-11-16"],
    ["2026/11/16 0:00", "2026-11-16"],
    ["2026-11-16T09:05:07.123", "2026-11-16"],
    ["2026年11月16日 23:59", "2026-11-16"],
    ["２０２６-11-16", "2026-11-16"],
    ["\u200b2026-11-16\u200e", "2026-11-16"],
    ["2026-11-16T23:00:00Z", "2026-11-16T23:00:00Z"],
    ["2026-11-16 24:30", "2026-11-16 24:30"],
    ["2026-02-30 14:30:00", "2026-02-30 14:30:00"],
  ])("reads the day %j as %j, as a dated cell of a workbook", (text, day) => {
    expect(withCell("认定日期", text)).toMatchObject({ determinedOn: day });
  });

  test("knows a word by what is seen of it", () => {
    expect(withCell("名单类型", "黑名单\u200b")).toMatchObject({ list: "black" });
  });

  test("has every code of every vocabulary behind a word, and codes stand for themselves", () => {
    const coded = {
      list: vocabulary.listKind,
      "subject.kind": vocabulary.subjectKind,
      domain: vocabulary.domain,
      "basis.kind": vocabulary.basisKind,
      "basis.documentKind": vocabulary.documentKind,
      severity: vocabulary.severity,
    };
    for (const [path, codes] of Object.entries(coded)) {
      const words = columns.find((column) => column.path === path)?.values ?? {};
      expect(new Set(Object.values(words)), path).toEqual(new Set(codes.options));
    }
    expect(withCell("领域", "foodAndDrugs")).toMatchObject({ domain: "foodAndDrugs" });
  });

  test.each([
    ["是", true],
    ["可修复", true],
    ["true", true],
    ["否", false],
    ["不可修复", false],
    ["false", false],
    ["", undefined],
    ["也许", "也许"],
  ])("reads repair %j as %j", (text, allowed) => {
    expect(withCell("能否修复", text)["repair"]).toEqual({ allowed });
  });

  test.each([
    ["restrict-exit;discipline-members", ["restrict-exit", "discipline-members"]],
    ["restrict-exit；discipline-members", ["restrict-exit", "discipline-members"]],
    ["restrict-exit、 discipline-members ；", ["restrict-exit", "discipline-members"]],
    [";；", []],
    ["restrict-exit", ["restrict-exit"]],
  ])("reads the list %j by either semicolon", (text, ids) => {
    expect(readCell("指定措施", text)["measures"]).toEqual(ids);
    expect(readCell("排除措施", text)["measuresLeftOut"]).toEqual(ids);
  });

  test("leaves an empty optional cell out, and keeps an empty required one for the input's rules to name", () => {
    expect(readCell("信息提供单位", "  ")).not.toHaveProperty("informationProvider");
    expect(readCell("指定措施", "")).not.toHaveProperty("measures");
    expect(withCell("决定书文号", " ")).toMatchObject({ basis: { documentNo: "" } });
  });

  test.each(["灰名单", "constructor", "toString", "__proto__"])(
    "keeps %j, which is no word for a list, as it is",
    (text) => {
      expect(withCell("名单类型", text)["list"]).toBe(text);
    },
  );

  test("keeps what is no day as it is", () => {
    expect(withCell("认定日期", "2026-02-30")).toMatchObject({ determinedOn: "2026-02-30" });
    expect(withCell("认定日期", "46347")).toMatchObject({ determinedOn: "46347" });
  });
});
