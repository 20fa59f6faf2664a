import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeTemplate } from "../../shared/adapters/files/xlsx/write-template.ts";
import { standards } from "../../shared/domain/disclosure/standard.ts";
import { templateOf } from "../../shared/domain/disclosure/template.ts";
import { usccNo } from "./house.ts";
import { identityNo } from "./persons.ts";

/**
 * Writes what `save-office-samples.py` types into our templates and lets LibreOffice Calc save under events/samples/office/, and
 * there the answers, `expected.json`. Parties, persons and documents are invented; their check digits are right. Needs LibreOffice
 * only where the samples are made again: node test/support/make-office-samples.ts <folder>, then /usr/bin/python3
 * test/support/save-office-samples.py <folder> events/samples/office
 */

/** What is typed into a cell: text, a day, an amount with its format, or a formula. */
type Typed = string | { readonly day: string } | { readonly amount: number } | { readonly formula: string };
type Typing = Readonly<Record<string, Typed>>;

const bureau = { name: "衡川市市场监督管理局", code: "11419900005615178Q" };
const approval = { name: "衡川市行政审批局", code: "11419900005623397C" };
const day = (text: string): Typed => ({ day: text });
const amount = (value: number): Typed => ({ amount: value });

const penalty = (n: number, more: Typing): Typing => ({
  CF_XDR_MC: `衡川市第${n}食品有限公司`,
  CF_XDR_LB: "法人及非法人组织",
  CF_XDR_SHXYM: usccNo(n),
  CF_FRDB: "陈建国",
  CF_WSH: `衡市监处罚〔2026〕${n}号`,
  CF_WFXW: "经营超过保质期的食品",
  CF_SY: "货架上有超过保质期的速冻水饺待售。",
  CF_YJ: "《中华人民共和国食品安全法》第一百二十四条第一款第(五)项",
  CF_CFLB: "罚款",
  CF_NR: "责令改正,处以罚款。",
  CF_NR_FK: amount(1.25),
  CF_JDRQ: day("2026-11-12"),
  CF_GSJZQ: day("2027-11-11"),
  CF_CFJG: bureau.name,
  CF_CFJGDM: bureau.code,
  CF_SJLY: bureau.name,
  CF_SJLYDM: bureau.code,
  ...more,
});

const penalties: readonly Typing[] = [
  penalty(5101, {}),
  // As much as a row may have, with thousands, and to the fen.
  penalty(5102, { CF_NR_FK: amount(1234.5), CF_NR_WFFF: amount(1_234_567.891234), CF_CFLB: "罚款、没收违法所得" }),
  // A sum that a binary fraction cannot hold.
  penalty(5103, { CF_NR_FK: { formula: "=0.1+0.2" }, CF_JDRQ: day("2026-11-13") }),
  penalty(5104, { CF_NR_FK: amount(0.000001), CF_YXQ: day("2027-11-12") }),
  // A character outside GBK, and text in several lines with commas and quotation marks.
  penalty(5105, { CF_XDR_MC: "衡川𬭎泰建材有限公司", CF_SY: '现场笔录称:"货值金额12,300元",\n当事人无异议。' }),
  penalty(5106, {
    CF_XDR_MC: "临江区瑞和超市",
    CF_XDR_LB: "个体工商户",
    CF_XDR_SHXYM: usccNo(5106, "92"),
    CF_FRDB: "",
  }),
  penalty(5107, {
    CF_XDR_MC: "王志强",
    CF_XDR_LB: "自然人",
    CF_XDR_SHXYM: "",
    CF_FRDB: "",
    CF_XDR_ZJLX: "居民身份证",
    CF_XDR_ZJHM: identityNo(107),
  }),
  // Days that a clerk typed as text, with spaces around them; a code typed with a space behind it.
  penalty(5108, { CF_JDRQ: " 2026年11月16日", CF_GSJZQ: "2027/11/15 ", CF_XDR_SHXYM: `${usccNo(5108)} ` }),
  penalty(5109, { CF_CFLB: "警告;罚款", CF_NR_FK: "1,000.50", CF_BZ: "简易程序" }),
  penalty(5110, { CF_CFLB: "警告", CF_NR_FK: "", CF_GSJZQ: "", CF_JDRQ: day("2026-11-18") }),
];

const permit = (n: number, more: Typing): Typing => ({
  XK_XDR_MC: `衡川市第${n}食品有限公司`,
  XK_XDR_LB: "法人及非法人组织",
  XK_XDR_SHXYM: usccNo(n),
  XK_FRDB: "李晓燕",
  XK_XKWS: "准予行政许可决定书",
  XK_WSH: `衡审批许准〔2026〕${n}号`,
  XK_XKLB: "普通",
  XK_XKZS: "食品经营许可证",
  XK_XKBH: `JY141990270${n}`,
  XK_NR: "食品销售(仅销售预包装食品)",
  XK_JDRQ: day("2026-11-17"),
  XK_YXQZ: day("2026-11-17"),
  XK_YXQZI: day("2031-11-16"),
  XK_XKJG: approval.name,
  XK_XKJGDM: approval.code,
  XK_SJLY: approval.name,
  XK_SJLYDM: approval.code,
  ...more,
});

const permits: readonly Typing[] = [
  permit(5201, {}),
  permit(5202, { XK_YXQZI: day("2099-12-31"), XK_XKLB: "核准" }),
  // A number of digits alone, with zeros in front, kept as text.
  permit(5203, { XK_XKBH: "000123456789012345678" }),
  permit(5204, { XK_JDRQ: day("2026-11-20"), XK_YXQZ: day("2027-01-01"), XK_YXQZI: day("2028-02-29") }),
  permit(5205, { XK_XDR_LB: "个体工商户", XK_XDR_SHXYM: usccNo(5205, "92"), XK_FRDB: "", XK_XKLB: "登记" }),
];

/** How amounts and days are formatted, by column; what is not named keeps the template's format. */
const formats = {
  CF_NR_FK: "#,##0.00####",
  CF_NR_WFFF: "#,##0.######",
  CF_JDRQ: 'YYYY"年"M"月"D"日"',
  CF_GSJZQ: "YYYY/M/D",
  XK_JDRQ: "YYYY/M/D",
  XK_YXQZ: 'YYYY"年"MM"月"DD"日"',
};

/** What must come of what is typed. */
const wanted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "衡市监处罚〔2026〕5103号": { CF_NR_FK: "0.3" },
  "衡市监处罚〔2026〕5108号": { CF_JDRQ: "2026-11-16", CF_GSJZQ: "2027-11-15" },
  "衡市监处罚〔2026〕5109号": { CF_NR_FK: "1000.5", CF_CFLB: "警告、罚款" },
};
const decimal = (value: number): string => value.toFixed(6).replace(/\.?0+$/, "");
const answer = (typing: Typing): Readonly<Record<string, string>> => {
  const values = Object.entries(typing).flatMap(([code, typed]): [string, string][] => {
    if (typeof typed === "string") return typed === "" ? [] : [[code, typed.trim()]];
    return [[code, "day" in typed ? typed.day : "amount" in typed ? decimal(typed.amount) : ""]];
  });
  const number = typing["CF_WSH"] ?? typing["XK_WSH"];
  return { ...Object.fromEntries(values), ...(typeof number === "string" ? wanted[number] : {}) };
};

const folder = process.argv[2] ?? ".";
mkdirSync(folder, { recursive: true });
for (const [kind, rows] of [
  ["penalties", penalties],
  ["permits", permits],
] as const) {
  writeFileSync(join(folder, `${kind}-template.xlsx`), await writeTemplate(templateOf(kind)));
  const codes = standards[kind].items.map(({ code }) => code);
  writeFileSync(join(folder, `${kind}.json`), JSON.stringify({ codes, formats, rows }));
}
const samples = join(import.meta.dirname, "../../events/samples/office");
const expected = { penalties: penalties.map(answer), permits: permits.map(answer) };
writeFileSync(join(samples, "expected.json"), `${JSON.stringify(expected, null, 2)}\n`);
