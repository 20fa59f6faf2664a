import { describe, expect, test } from "vitest";
import * as z from "zod";
import { entryInput } from "../../shared/domain/entry/input.ts";
import { columns } from "../../shared/domain/entry/columns.ts";
import { planOf, rowInput } from "../../shared/domain/row/row.ts";
import { namedPerson } from "../../shared/domain/subject/identity.ts";
import { fieldErrors } from "../../shared/kernel/field-errors.ts";
import { identityNo } from "../support/persons.ts";

const number = identityNo(7);
const cells: Readonly<Record<string, string>> = {
  主体名称: "张晓明",
  证件类型: "居民身份证",
  证件号码: number,
  主体类别: "自然人",
  名单类型: "黑名单",
  领域: "产品质量",
  信息类型: "行政管理类信息",
  文书类型: "行政处罚",
  决定书文号: "衡市监处罚〔2026〕417号",
  法律依据: "《中华人民共和国产品质量法》第五十条",
  决定日期: "2026/11/2",
  失信事实: "以不合格产品冒充合格产品销售。",
  严重程度: "严重",
  认定日期: "2026年11月18日",
  有效期至: "2028-11-17",
  能否修复: "是",
  告知送达日期: "2026/11/5",
  送达方式: "直接送达",
  送达凭证: "送达回证7号",
};

const read = (change: Readonly<Record<string, string>> = {}) => {
  const row = { ...cells, ...change };
  const header = planOf(columns, Object.keys(row));
  if (!("plan" in header)) throw new Error(header.faults.join());
  const made = rowInput(header.plan, Object.values(row));
  if (!("input" in made)) throw new Error(made.fault.code);
  return entryInput.safeParse(made.input, { reportInput: true });
};
const faults = (change: Readonly<Record<string, string>>) => {
  const parsed = read(change);
  return parsed.success ? [] : fieldErrors(parsed.error);
};

describe("SPEC capability 1, A §3: rows of persons", () => {
  test("a file without a code column is taken when it has document numbers, and proof of notice in its columns", () => {
    expect(read()).toMatchObject({
      success: true,
      data: {
        subject: { kind: "person", name: "张晓明", idType: "residentId", idNumber: number },
        procedure: { priorNotice: { servedOn: "2026-11-05", method: "direct", proof: "送达回证7号" } },
      },
    });
  });

  test("organisations and persons may stand in one file, each with its own column", () => {
    const organisation = { 主体名称: "甲公司", 主体类别: "企业", 证件类型: "", 证件号码: "" };
    expect(faults({ ...organisation, 统一社会信用代码: "91419922MAT110049T" })).toEqual([]);
    expect(faults({ 统一社会信用代码: "" })).toEqual([]);
    expect(faults({ ...organisation, 统一社会信用代码: "" })).toMatchObject([
      { field: "subject.uscc", code: "missing" },
    ]);
    expect(faults({ 证件号码: "", 统一社会信用代码: "" })).toMatchObject([
      { field: "subject.idNumber", code: "missing" },
    ]);
    expect(faults({ 统一社会信用代码: "91419922MAT110049T" })).toMatchObject([{ code: "uscc.notForPerson" }]);
  });

  test("a header with neither column is refused", () => {
    const { 证件号码: _, 证件类型: __, ...rest } = cells;
    const planned = planOf(columns, Object.keys(rest));
    expect("faults" in planned && planned.faults).toEqual([expect.stringContaining("统一社会信用代码")]);
  });

  test("another procedure set by statute goes in its own columns (A §3 从其规定)", () => {
    const { 告知送达日期: _, 送达方式: __, 送达凭证: ___, ...rest } = cells;
    const row = { ...rest, 法定程序依据: "《中华人民共和国反兴奋剂条例》", 法定程序条款: "第四十六条" };
    const header = planOf(columns, Object.keys(row));
    const made = "plan" in header ? rowInput(header.plan, Object.values(row)) : undefined;
    expect(made).toMatchObject({
      input: { procedure: { ownProcedure: { statute: "《中华人民共和国反兴奋剂条例》", article: "第四十六条" } } },
    });
  });

  test.each([
    ["a typing error", { 证件号码: number.replace(/^41/, "42") }, "idNumber.checkDigit"],
    ["a number of another kind", { 证件号码: "E12345678" }, "idNumber.checkDigit"],
    ["the number in the name", { 主体名称: `张晓明${number}` }, "text.identityNumber"],
    ["the number in the facts", { 失信事实: `张晓明(${number})销售` }, "text.identityNumber"],
    ["the number as proof", { 送达凭证: number }, "text.identityNumber"],
    ["an unknown kind of document", { 证件类型: number }, "value.unknown"],
  ])("%s is answered without repeating it", (_, change, code) => {
    const errors = faults(change);
    expect(errors.map((error) => error.code)).toContain(code);
    expect(JSON.stringify(errors)).not.toContain(number.slice(6, 14));
  });

  test("a file whose first row is no header is answered without repeating a number", () => {
    const planned = planOf(columns, Object.values(cells));
    if (!("faults" in planned)) throw new Error("taken for a header");
    expect(planned.faults.length).toBeGreaterThan(10);
    expect(JSON.stringify(planned.faults)).not.toContain(number.slice(6, 14));
  });

  test("a number is the same in any width, with blanks and with a small x", () => {
    const wide = [...identityNo(3)]
      .map((c) => (/\d/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c))
      .join("");
    const read = namedPerson.parse({
      idNumber: ` ${wide.toLowerCase().slice(0, 6)} ${wide.toLowerCase().slice(6)}`,
      name: "张晓明",
    });
    expect(read).toEqual({ idType: "residentId", idNumber: identityNo(3), name: "张晓明" });
    expect(namedPerson.parse({ idType: "passport", idNumber: "e1234 5678", name: "Ann" }).idNumber).toBe("E12345678");
    expect(
      namedPerson.parse({ idType: "passport", idNumber: "\u200bE1234\u00ad5678\u202c", name: "Ann" }).idNumber,
    ).toBe("E12345678");
    expect(z.toJSONSchema(namedPerson, { io: "input", unrepresentable: "any" })).toMatchObject({ type: "object" });
  });
});
