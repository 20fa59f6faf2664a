import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeXlsx } from "hucre/xlsx";
import iconv from "iconv-lite";

/**
 * Writes events/samples/penalties.gb18030.csv with the answer that it must get, penalties.expected.json, and permits.xlsx:
 * a week's penalties of a market-regulation bureau as it saves them from a spreadsheet, and permits of an approval bureau.
 * Always the same. City, parties, persons and documents are invented; their check digits are right. Run:
 * node test/support/make-disclosure-samples.ts
 */

const outDir = join(import.meta.dirname, "../../events/samples");
const bureau = { name: "衡川市市场监督管理局", code: "11419900005615178Q" };
const approval = { name: "衡川市行政审批局", code: "11419900005623397C" };

// Chance: mulberry32 with a fixed seed.
let state = 20261123;
const chance = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const between = (low: number, high: number) => low + Math.floor(chance() * (high - low + 1));
const pick = <T>(items: readonly T[]): T => items[between(0, items.length - 1)] as T;

const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const uscc = (prefix: string): string => {
  const body = `${prefix}41990${between(2, 4)}MA${Array.from({ length: 7 }, () => between(0, 9)).join("")}`;
  const sum = [...body].reduce((total, letter, place) => total + letters.indexOf(letter) * (3 ** place % 31), 0);
  return body + letters.charAt((31 - (sum % 31)) % 31);
};
const identityNumber = (): string => {
  const two = (high: number) => String(between(1, high)).padStart(2, "0");
  const body = `41990${between(2, 4)}19${between(60, 99)}${two(12)}${two(28)}${String(between(10, 999)).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (weights[place] ?? 0), 0);
  return body + "10X98765432".charAt(sum % 11);
};

const days = ["2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13", "2026-11-16", "2026-11-17"];
const later = [...days, "2026-11-18", "2026-11-19", "2026-11-20"];
const plus = (day: string, years: number) => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
const asWritten = (day: string) => {
  const [year, month, date] = day.split("-").map(Number);
  return pick([day, `${year}/${month}/${date}`, `${year}年${month}月${date}日`]);
};

const brand = () => pick([..."恒瑞鑫泰盛宏嘉润华安康源丰达顺博远"]) + pick([..."茂昌源泽川和信隆辉林原祥宇海"]);
const person = () => pick([..."王李张刘陈杨赵黄周吴"]) + pick(["建国", "晓燕", "志强", "丽", "海涛", "玉兰", "明"]);
const districts = ["临江区", "东湖区", "石桥区"];

const conducts = [
  ["销售不合格产品", "销售的冷轧带肋钢筋经监督抽查检验不合格", "《中华人民共和国产品质量法》第四十九条"],
  ["未明码标价", "经营场所内的商品未标明价格", "《中华人民共和国价格法》第四十二条"],
  [
    "经营超过保质期的食品",
    "货架上有超过保质期的速冻水饺待售",
    "《中华人民共和国食品安全法》第一百二十四条第一款第(五)项",
  ],
  ["发布虚假广告", "在网店宣称其理疗仪可治愈疾病", "《中华人民共和国广告法》第五十五条第一款"],
] as const;

const headers = [
  "序号",
  "行政相对人名称",
  "行政相对人类别",
  "统一社会信用代码",
  "法定代表人",
  "证件类型",
  "证件号码",
  "行政处罚决定书文号",
  "违法行为类型",
  "违法事实",
  "处罚依据",
  "处罚类别",
  "处罚内容",
  "罚款金额(万元)",
  "没收金额(万元)",
  "暂扣或吊销证照名称及编号",
  "处罚决定日期",
  "处罚有效期",
  "公示截止期",
  "处罚机关",
  "处罚机关统一社会信用代码",
  "数据来源单位",
  "数据来源单位统一社会信用代码",
  "备注",
] as const;
type Row = Record<(typeof headers)[number], string>;

const organisation = () => ({
  行政相对人名称: `衡川市${brand()}${pick(["建材", "商贸", "食品", "电器"])}有限公司`,
  行政相对人类别: "法人及非法人组织",
  统一社会信用代码: uscc("91"),
  法定代表人: person(),
  证件类型: "",
  证件号码: "",
});
const soleTrader = () => ({
  ...organisation(),
  行政相对人名称: `${pick(districts)}${brand()}${pick(["超市", "餐馆", "五金店"])}`,
  行政相对人类别: "个体工商户",
  统一社会信用代码: uscc("92"),
  法定代表人: "",
});
const natural = () => ({
  ...organisation(),
  行政相对人名称: person(),
  行政相对人类别: "自然人",
  统一社会信用代码: "",
  法定代表人: "",
  证件类型: pick(["居民身份证", "身份证"]),
  证件号码: identityNumber(),
});

const newRow = (index: number): Row => {
  const [conduct, facts, basis] = pick(conducts);
  const decidedOn = pick(days);
  const fine = between(500, 250_000);
  const confiscated = chance() < 0.4 ? between(1_000, 9_000_000) : 0;
  const wan = (fen: number) => String(fen / 1_000_000);
  return {
    序号: String(index + 1),
    ...(index % 9 === 4 ? natural() : index % 4 === 1 ? soleTrader() : organisation()),
    行政处罚决定书文号: `衡市监处罚〔2026〕${800 + index}号`,
    违法行为类型: conduct,
    违法事实: `${facts},\n涉案金额${between(1, 90)},${between(100, 999)}.${between(10, 99)}元。`,
    处罚依据: basis,
    处罚类别: confiscated ? pick(["罚款、没收违法所得", "没收违法所得;罚款"]) : pick(["罚款", "警告、罚款"]),
    处罚内容: "责令改正,处以罚款。",
    "罚款金额(万元)": fine % 7 === 0 ? `${wan(fine * 100)}0` : wan(fine * 100),
    "没收金额(万元)": confiscated ? wan(confiscated) : "",
    暂扣或吊销证照名称及编号: "",
    处罚决定日期: asWritten(decidedOn),
    处罚有效期: index % 3 === 0 ? asWritten(plus(decidedOn, 1)) : "",
    公示截止期: index % 5 === 0 ? "" : asWritten(plus(decidedOn, index % 2 === 0 ? 1 : 3)),
    处罚机关: bureau.name,
    处罚机关统一社会信用代码: bureau.code,
    数据来源单位: bureau.name,
    数据来源单位统一社会信用代码: bureau.code,
    备注: index % 10 === 2 ? "简易程序" : "",
  };
};

/** What an office did to a good row, and the answer that it must get. */
const faults: readonly (readonly [line: number, field: string, code: string, spoil: (row: Row) => void])[] = [
  [6, "CF_XDR_SHXYM", "uscc.length", (row) => (row.统一社会信用代码 = row.统一社会信用代码.slice(0, 17))],
  [15, "CF_FRDB", "missing", (row) => (row.法定代表人 = "")],
  [22, "CF_XDR_ZJHM", "idNumber.checkDigit", (row) => (row.证件号码 = `${row.证件号码.slice(0, 16)}00`)],
  [32, "CF_NR_FK", "amount.format", (row) => (row["罚款金额(万元)"] = "贰万元")],
  [43, "CF_NR_FK", "missing", (row) => (row["罚款金额(万元)"] = "")],
  [52, "CF_CFLB", "value.unknown", (row) => (row.处罚类别 = "罚款、责令整改")],
  [63, "CF_JDRQ", "date.invalid", (row) => (row.处罚决定日期 = "2026-11-31")],
  [72, "CF_GSJZQ", "publicityEndsOn.beyondPolicy", (row) => (row.公示截止期 = "2036-11-16")],
  [83, "CF_CFJGDM", "agency.notOwn", (row) => (row.处罚机关统一社会信用代码 = approval.code)],
  [95, "CF_SY", "text.identityNumber", (row) => (row.违法事实 = `当事人(${identityNumber()})未明码标价。`)],
];

const rows = Array.from({ length: 100 }, (_, index) => newRow(index));
for (const [place, , , spoil] of faults) spoil(rows[place] as Row);
// The same decision once more: the clerk pasted it twice.
rows.push({ ...(rows[8] as Row), 序号: "101" });

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const errors: { line: number; field: string; code: string }[] = [];
let text = `${headers.join(",")}\r\n`;
for (const [index, row] of rows.entries()) {
  const fault = faults.find(([place]) => place === index);
  if (fault) errors.push({ line: text.split("\n").length, field: fault[1], code: fault[2] });
  text += `${headers.map((header) => cell(row[header])).join(",")}\r\n`;
}
writeFileSync(join(outDir, "penalties.gb18030.csv"), iconv.encode(text, "gb18030"));
writeFileSync(
  join(outDir, "penalties.expected.json"),
  `${JSON.stringify({ rows: 101, accepted: 90, duplicate: 1, rejected: 10, errors }, null, 2)}\n`,
);

// Permits: codes as text, days as Excel stores them.
const permitHeaders = [
  "XK_XDR_MC",
  "XK_XDR_LB",
  "XK_XDR_SHXYM",
  "XK_FRDB",
  "XK_XKWS",
  "XK_WSH",
  "XK_XKLB",
  "XK_XKZS",
  "XK_XKBH",
  "XK_NR",
  "XK_JDRQ",
  "XK_YXQZ",
  "XK_YXQZI",
  "XK_XKJG",
  "XK_XKJGDM",
  "XK_SJLY",
  "XK_SJLYDM",
];
const date = (day: string) => new Date(`${day}T00:00:00Z`);
const permits = Array.from({ length: 30 }, (_, index) => {
  const decidedOn = pick(later);
  const { 行政相对人名称: name, 统一社会信用代码: code, 法定代表人: representative } = organisation();
  return [
    name,
    "法人及非法人组织",
    code,
    representative,
    "准予行政许可决定书",
    `衡审批许准〔2026〕${300 + index}号`,
    pick(["普通", "核准", "登记"]),
    "食品经营许可证",
    `JY1419902${String(700_000 + index)}`,
    "食品销售(仅销售预包装食品)",
    date(decidedOn),
    date(decidedOn),
    date(index % 10 === 3 ? "2099-12-31" : plus(decidedOn, 5)),
    approval.name,
    approval.code,
    approval.name,
    approval.code,
  ];
});
const made = date("2026-11-20");
writeFileSync(
  join(outDir, "permits.xlsx"),
  await writeXlsx({
    properties: { created: made, modified: made },
    sheets: [
      {
        name: "行政许可",
        rows: [permitHeaders, ...permits],
        columns: permitHeaders.map((header) => ({
          width: 18,
          numFmt: /_(JDRQ|YXQZ|YXQZI)$/.test(header) ? "yyyy/m/d" : "@",
        })),
      },
    ],
  }),
);
