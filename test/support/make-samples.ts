import { writeFileSync } from "node:fs";
import { join } from "node:path";
import iconv from "iconv-lite";

/**
 * Writes events/samples/black-list.gb18030.csv and the answer that it must get, black-list.expected.json: a black list
 * as a market-regulation bureau exports it from a spreadsheet. Always the same bytes. City, subjects, documents and
 * facts are invented; the articles cited are those of the statutes named. Run: node test/support/make-samples.ts
 */

const goodRows = 500;
const twoDecisions = 26;
const outDir = join(import.meta.dirname, "../../events/samples");

// Chance: mulberry32 with a fixed seed.
let state = 20261122;
const chance = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const between = (low: number, high: number) => low + Math.floor(chance() * (high - low + 1));
const pick = <T>(items: readonly T[]): T => {
  const item = items[between(0, items.length - 1)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
};

// Dates are handled as day numbers; the authority decides on working days of 2026.
const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const iso = (value: number) => new Date(value * 86_400_000).toISOString().slice(0, 10);
const holidays = new Set(["2026-05-01", "2026-05-04", "2026-05-05", "2026-06-19", "2026-09-25"]);
const workingDay = (value: number): number => {
  const weekday = (value + 4) % 7;
  const text = iso(value);
  const off = weekday === 0 || weekday === 6 || holidays.has(text) || (text >= "2026-10-01" && text <= "2026-10-07");
  return off ? workingDay(value + 1) : value;
};
const yearsAfter = (value: number, years: number) => {
  const text = iso(value);
  return day(`${Number(text.slice(0, 4)) + years}${text.slice(4)}`);
};
const asWritten = (text: string) => {
  const [year, month, date] = text.split("-").map(Number);
  return pick([text, text, `${year}/${month}/${date}`, `${year}年${month}月${date}日`]);
};

// Codes: GB 11714 for the organisation part, GB 32100 for the whole.
const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const bodyCheck = (body: string) => {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...body].reduce((total, c, i) => total + parseInt(c, 36) * (weights[i] ?? 0), 0);
  return "0123456789X"[(11 - (sum % 11)) % 11] ?? "";
};
const finalCheck = (code: string) => {
  const sum = [...code].reduce((total, c, i) => total + letters.indexOf(c) * (3 ** i % 31), 0);
  return letters[(31 - (sum % 31)) % 31] ?? "";
};
const usedCodes = new Set<string>();
const newCode = (prefix: string, region: string): string => {
  const head = chance() < 0.7 ? "MA" : `${between(10, 79)}`;
  const body = head + Array.from({ length: 6 }, (_, i) => (i === 0 ? letters[between(0, 30)] : between(0, 9))).join("");
  const code = prefix + region + body + bodyCheck(body);
  if (usedCodes.has(code)) return newCode(prefix, region);
  usedCodes.add(code);
  return code + finalCheck(code);
};

const districts = { 临江区: "419902", 东湖区: "419903", 石桥区: "419904", 青溪县: "419921", 云岭县: "419922" } as const;
const brands = {
  first: [..."恒瑞鑫泰盛宏嘉润华安康源丰达顺博远星晟裕腾凯益禾佳旺百诚正合隆兴锦"],
  last: [..."茂昌源泽丰达川和信隆辉林原祥宇海洋阳益合成邦美诺科通捷创联盈"],
};
/** Characters that GBK lacks: in GB18030 each is four bytes. */
const rareBrands = ["𬭎泰", "恒𬱖", "㛃美", "𫖯源"];
const surnames = [..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"];

interface Case {
  domain: string;
  articles: string;
  weight: number;
  /** Never listed as of general severity. */
  grave?: true;
  lines: readonly Line[];
  facts: (thing: string, scale: number, serious: boolean) => string;
}
/** A line of business: what its companies and its sole traders are called, what they are caught with. */
interface Line {
  trades: readonly string[];
  shops: readonly string[];
  things: readonly string[];
  /** Another kind of subject in this line: code prefix and end of the name. */
  other?: readonly [prefix: string, ending: string];
}
const line = (trades: string, shops: string, things: string, other?: Line["other"]): Line => ({
  trades: trades.split(" "),
  shops: shops.split(" "),
  things: things.split(" "),
  ...(other && { other }),
});

/** 12,345.60: agencies write amounts with separators, so the cells need quotes. */
const yuan = (amount: number) => {
  const [whole = "", cents = ""] = amount.toFixed(2).split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}元`;
};
const goods = (scale: number) => between(6_000, 60_000) * scale + between(0, 99) / 100;
const times = (value: number, low: number, high: number) => yuan(Math.floor(value * between(low, high)));
const batch = () => `2026${String(between(1, 3)).padStart(2, "0")}${String(between(1, 28)).padStart(2, "0")}`;
const mark = () => `"${pick(brands.first)}${pick(brands.last)}"牌`;
/** Full-width punctuation as Chinese is typed; the separators inside numbers stay. */
const typeset = (text: string) =>
  text
    .replace(/(?<!\d),|,(?!\d{3})/g, "\uff0c")
    .replaceAll("(", "\uff08")
    .replaceAll(")", "\uff09");
/** Some clerks press Alt+Enter inside a cell. */
const lineBreak = () => (chance() < 0.2 ? "\n" : "");

const cases: readonly Case[] = [
  {
    domain: "产品质量",
    articles: "《中华人民共和国产品质量法》第十三条第二款、第四十九条",
    weight: 22,
    lines: [
      line(
        "电动车 车业",
        "电动车行",
        "电动自行车乘员头盔/GB_811-2022/吸收碰撞能量性能 电动自行车用充电器/GB_42296-2022/防触电保护 电动自行车/GB_17761-2024/整车质量",
      ),
      line(
        "服饰 童装",
        "童装店 母婴用品店",
        "婴幼儿连体服/GB_31701-2015/附件抗拉强力 针织童装/GB_18401-2010/pH值、甲醛含量",
      ),
      line("燃具 厨卫电器", "厨具店 五金百货店", "家用燃气灶具/GB_16410-2020/熄火保护装置"),
      line("文体用品 商贸", "文具店", "学生书包/GB_21027-2020/邻苯二甲酸酯"),
      line("涂料 建材", "建材经营部", "内墙涂料/GB_18582-2020/VOC含量"),
    ],
    facts: (thing, scale) => {
      const [product, standard, item] = thing.replace("_", " ").split("/");
      const value = goods(scale);
      return `当事人销售的${mark()}${product}(批号${batch()})经监督抽查检验,${item}项目不符合${standard}要求,检验结论为不合格。货值金额${yuan(value)},违法所得${yuan(value * 0.18)}。当事人未在法定期限内申请复检。${lineBreak()}责令停止销售,没收违法销售的产品和违法所得,罚款${times(value, 2, 3)}。`;
    },
  },
  {
    domain: "产品质量",
    articles: "《中华人民共和国产品质量法》第三十九条、第五十条",
    weight: 18,
    lines: [
      line("电线电缆 线缆", "电料门市部", "电线电缆"),
      line("建材 钢材贸易", "建材经营部", "冷轧带肋钢筋 防水卷材"),
      line("管业 塑业", "水暖器材店", "聚乙烯给水管材"),
      line("石化 能源", "燃油经营部", "车用柴油"),
    ],
    facts: (thing, scale) => {
      const value = goods(scale);
      return `当事人以不合格${thing}冒充合格产品销售,共${between(2, 60)}批次,货值金额${yuan(value)},违法所得${yuan(value * 0.22)}。责令停止销售,没收违法销售的产品和违法所得,罚款${times(value, 1, 3)}。`;
    },
  },
  {
    domain: "质量安全",
    articles: "《中华人民共和国产品质量法》第三十七条、第三十八条、第五十三条",
    weight: 8,
    lines: [
      line("电器 机电设备", "电器经营部", "低压断路器 电动工具"),
      line("汽车配件", "汽配经营部", "汽车制动片"),
      line("灯饰 照明电器", "灯饰店", "LED灯具"),
    ],
    facts: (thing, scale) => {
      const value = goods(scale);
      return `当事人在其销售的${thing}上冒用他人厂名、厂址和认证标志,货值金额${yuan(value)}。责令改正,没收违法销售的产品和违法所得,罚款${times(value, 1, 1)}。`;
    },
  },
  {
    domain: "食品安全",
    articles: "《中华人民共和国食品安全法》第三十五条第一款、第一百二十二条第一款",
    weight: 9,
    lines: [
      line("食品 食品加工", "糕点坊 卤味店", "糕点 酱卤肉制品", ["93", "农产品加工专业合作社"]),
      line("生物科技", "代用茶店", "压片糖果 固体饮料"),
    ],
    facts: (thing, scale) => {
      const value = 10_000 + between(200, 4_000) * scale;
      return `当事人未取得食品生产许可从事${thing}生产,现场查获成品${between(120, 960)}公斤,货值金额${yuan(value)}。没收违法生产的食品、工具和原料,罚款${times(value, 10, 14)}。`;
    },
  },
  {
    domain: "食品药品",
    articles: "《中华人民共和国食品安全法》第三十四条第(一)项、第一百二十三条第一款第(一)项",
    weight: 8,
    lines: [
      line("餐饮服务 餐饮管理", "火锅店 麻辣烫店", "火锅底料中添加罂粟壳 汤料中添加罂粟粉"),
      line("食品 面业", "面食加工坊", "湿面条中添加硼砂"),
      line("保健食品 健康科技", "保健食品店", "压片糖果中添加西布曲明"),
    ],
    facts: (thing, scale, serious) => {
      const value = 10_000 + between(100, 2_500) * scale;
      const revoked = serious ? ",情节严重,吊销许可证" : "";
      return `当事人在经营的${thing},经检验检出相应成分。货值金额${yuan(value)}。${lineBreak()}没收违法所得和违法生产经营的食品,罚款${times(value, 15, 18)}${revoked}。`;
    },
  },
  {
    domain: "食品药品安全",
    articles: "《中华人民共和国食品安全法》第三十四条第(十)项、第一百二十四条第一款第(五)项",
    weight: 9,
    lines: [
      line("商贸 超市管理", "生鲜超市 便利店", "冷冻牛肉卷 速冻水饺 食用植物油"),
      line("供应链管理 母婴用品", "母婴用品店", "婴幼儿辅助食品"),
    ],
    facts: (thing, scale) => {
      const value = 10_000 + between(100, 1_800) * scale;
      return `当事人将${thing}的生产日期涂改后销售,涉案${between(60, 900)}件,货值金额${yuan(value)}。没收违法所得和违法经营的食品,罚款${times(value, 10, 13)}。`;
    },
  },
  {
    domain: "药品安全",
    articles: "《中华人民共和国药品管理法》第五十一条第一款、第一百一十五条",
    weight: 3,
    grave: true,
    lines: [line("健康管理 医疗器械", "保健品店 养生馆", "处方药")],
    facts: (thing, scale) =>
      `当事人未取得药品经营许可证,从非法渠道购进并销售${thing},货值金额${yuan(between(300, 6_000) * Math.min(scale, 10))}。责令关闭,没收违法销售的药品和违法所得,罚款${yuan(1_500_000)}。`,
  },
  {
    domain: "消费者权益保护",
    articles: "《中华人民共和国消费者权益保护法》第二十条第一款、第五十六条第一款第(六)项",
    weight: 9,
    lines: [
      line("健身服务 体育文化", "健身工作室", "三十天瘦二十斤 无效全额退款"),
      line("教育咨询", "托管服务部", "包过保录 名师一对一", ["52", "职业培训学校"]),
      line("美容", "美容院 养生会所", "三天见效 专家亲诊"),
    ],
    facts: (thing, scale, serious) => {
      const gain = goods(scale) / 2;
      const closed = serious ? ",情节严重,责令停业整顿" : "";
      return `当事人以"${thing}"等内容作引人误解的宣传,向${between(20, 480)}名消费者收取费用后未按宣传提供服务,违法所得${yuan(gain)}。没收违法所得,罚款${times(gain, 2, 4)}${closed}。`;
    },
  },
  {
    domain: "消费者权益",
    articles: "《中华人民共和国广告法》第二十八条、第五十五条第一款",
    weight: 7,
    lines: [
      line("生物科技 网络科技", "保健用品店", "理疗仪 膳食补充剂"),
      line("医疗美容 日化", "美容用品店", "祛斑产品"),
    ],
    facts: (thing, scale) => {
      const fee = between(8_000, 20_000) * scale;
      return `当事人发布广告,宣称其${thing}可"治愈"疾病,内容虚假,广告费用${yuan(fee)}。责令停止发布,在相应范围内消除影响,罚款${times(fee, 3, 5)}。`;
    },
  },
  {
    domain: "知识产权",
    articles: "《中华人民共和国商标法》第五十七条第(三)项、第六十条第二款",
    weight: 10,
    lines: [
      line("酒业 烟酒贸易", "烟酒商行", "白酒"),
      line("鞋业 服饰", "鞋服店 箱包店", "运动鞋 双肩包"),
      line("润滑油 汽车用品", "汽车用品店", "润滑油"),
    ],
    facts: (thing, scale) => {
      const value = 50_000 + goods(scale);
      return `当事人销售侵犯注册商标专用权的${thing},经权利人鉴定均为假冒,违法经营额${yuan(value)}。责令立即停止侵权行为,没收侵权商品,罚款${times(value, 2, 4)}。`;
    },
  },
  {
    domain: "知识产权",
    articles: "《中华人民共和国专利法》第六十八条",
    weight: 4,
    lines: [line("环保设备 净化科技", "净水器经营部", "净水器 空气净化器"), line("家居用品", "家居用品店", "折叠衣架")],
    facts: (thing, scale) => {
      const gain = 50_000 + goods(scale) / 3;
      return `当事人在未被授予专利权的${thing}上标注专利号并销售,构成假冒专利,违法所得${yuan(gain)}。责令改正并予公告,没收违法所得,罚款${times(gain, 2, 4)}。`;
    },
  },
  {
    domain: "合同欺诈",
    articles: "《合同行政监督管理办法》第五条第(三)项、第十八条",
    weight: 7,
    lines: [
      line("装饰工程 建筑装饰", "装修服务部", "装修"),
      line("汽车销售服务 汽车贸易", "二手车行", "车辆买卖"),
      line("农资 种业", "农资经营部", "种子购销", ["93", "种业专业合作社"]),
    ],
    facts: (thing, scale, serious) =>
      `当事人故意隐瞒与实现合同目的有重大影响的信息,与${between(3, 46)}名消费者订立${thing}合同,涉及合同金额${yuan(goods(scale) * 2)}。责令限期改正,给予警告,罚款${yuan((serious ? between(6, 10) : between(1, 4)) * 10_000)}。`,
  },
];
const weighted = cases.flatMap((one) => Array.from({ length: one.weight }, () => one));

interface Subject {
  name: string;
  uscc: string;
  kind: string;
}
const usedNames = new Set<string>();
const newSubject = (one: Line, rare?: string): Subject => {
  const [district, region] = pick(Object.entries(districts));
  const brand = rare ?? pick(brands.first) + pick(brands.last);
  const draw = rare === undefined ? chance() : 0;
  const [name, prefix, kind]: [string, string, string] =
    one.other !== undefined && draw > 0.85
      ? [`${district}${brand}${one.other[1]}`, one.other[0], "法人及非法人组织"]
      : draw > 0.72
        ? [`${district}${chance() < 0.5 ? `${pick(surnames)}记` : brand}${pick(one.shops)}`, "92", "个体工商户"]
        : [`衡川市${brand}${pick(one.trades)}${draw < 0.2 ? "有限责任公司" : "有限公司"}`, "91", "法人及非法人组织"];
  if (usedNames.has(name)) return newSubject(one, rare);
  usedNames.add(name);
  return { name, uscc: newCode(prefix, region), kind };
};

const headers = [
  "主体名称",
  "统一社会信用代码",
  "主体类别",
  "名单类型",
  "领域",
  "信息类型",
  "文书类型",
  "决定书文号",
  "法律依据",
  "决定日期",
  "失信事实",
  "严重程度",
  "认定日期",
  "有效期至",
  "能否修复",
  "信息提供单位",
  "指定措施",
  "排除措施",
] as const;
type Row = Record<(typeof headers)[number], string>;

const newRow = (one: Case, line: Line, subject: Subject, severity: "严重" | "一般"): Row => {
  const decided = workingDay(between(day("2026-04-08"), day("2026-09-29")));
  const decidedOn = Math.min(decided, day("2026-09-30"));
  const determinedOn = workingDay(decidedOn + between(0, 12));
  const last = yearsAfter(decidedOn, severity === "严重" ? 3 : 1) - between(2, 10);
  const first = day(severity === "严重" ? "2028-09-01" : "2027-02-01");
  const validTo = chance() < 0.6 ? last : between(first, last);
  const scale = severity === "一般" ? between(1, 3) : subject.kind === "个体工商户" ? between(3, 8) : between(6, 30);
  return {
    主体名称: subject.name,
    统一社会信用代码: subject.uscc,
    主体类别: subject.kind,
    名单类型: chance() < 0.7 ? "严重失信主体名单" : "黑名单",
    领域: one.domain,
    信息类型: "行政管理类信息",
    文书类型: "行政处罚",
    决定书文号: "",
    法律依据: typeset(one.articles),
    决定日期: iso(decidedOn),
    失信事实: typeset(one.facts(pick(line.things), scale, severity === "严重")),
    严重程度: severity,
    认定日期: iso(determinedOn),
    有效期至: iso(validTo),
    能否修复: chance() < 0.96 ? "是" : "否",
    信息提供单位: chance() < 0.15 ? "market-regulation" : "",
    指定措施: "",
    排除措施: "",
  };
};

// The 20 rows that are wrong, each in one way: what the office did to a good row, and the answer it must get.
type Fault = readonly [field: string, code: string, spoil: (row: Row) => void];
const garble = (code: string, at: number, letter: string) => code.slice(0, at) + letter + code.slice(at + 1);
const faults: readonly Fault[] = [
  ["subject.uscc", "uscc.length", (r) => (r.统一社会信用代码 = r.统一社会信用代码.slice(0, 17))],
  ["subject.uscc", "uscc.alphabet", (r) => (r.统一社会信用代码 = garble(r.统一社会信用代码, 10, "O"))],
  [
    "subject.uscc",
    "uscc.checkDigit",
    (r) => {
      const right = r.统一社会信用代码.slice(17);
      r.统一社会信用代码 = garble(r.统一社会信用代码, 17, right === "7" ? "1" : "7");
    },
  ],
  ["subject.uscc", "uscc.placeholder", (r) => (r.统一社会信用代码 = "00000000000000000X")],
  ["subject.name", "missing", (r) => (r.主体名称 = "")],
  ["list", "value.unknown", (r) => (r.名单类型 = "灰名单")],
  ["list", "list.notAccepted", (r) => (r.名单类型 = "红名单")],
  ["basis.documentNo", "missing", (r) => (r.决定书文号 = "")],
  ["basis.documentKind", "basis.documentKind", (r) => (r.文书类型 = "行政许可")],
  ["determinedOn", "date.invalid", (r) => (r.认定日期 = "2026-02-30")],
  ["determinedOn", "determinedOn.future", (r) => (r.认定日期 = "2099-01-05")],
  [
    "basis.decidedOn",
    "decidedOn.afterDetermination",
    (r) => {
      r.认定日期 = "2026-08-05";
      r.决定日期 = "2026-08-20";
      r.有效期至 = "2029-07-31";
    },
  ],
  ["validTo", "validTo.beforeDetermination", (r) => (r.有效期至 = iso(day(r.认定日期) - 5))],
  [
    "validTo",
    "validTo.passed",
    (r) => {
      r.决定书文号 = "衡市监处罚〔2024〕87号";
      r.决定日期 = "2024-03-12";
      r.认定日期 = "2024-03-20";
      r.有效期至 = "2025-12-31";
    },
  ],
  ["validTo", "validTo.beyondPolicy", (r) => (r.有效期至 = iso(yearsAfter(day(r.决定日期), 5)))],
  ["severity", "value.unknown", (r) => (r.严重程度 = "特别严重")],
  ["measures", "measure.unknown", (r) => (r.指定措施 = "restrict-government-procurement;restrict-everything")],
  ["measures", "measure.unpublished", (r) => (r.指定措施 = "restrict-legal-representative-office")],
  ["", "row.columns", () => undefined],
  ["subject.kind", "subject.personNotAccepted", (r) => (r.主体类别 = "自然人")],
];

/** Measures that attach anyway: offices name them all the same, with either semicolon. */
const namedMeasures = [
  "restrict-government-procurement;restrict-state-land-trading",
  "restrict-fiscal-subsidies\uff1brestrict-state-commendation",
];
const good: Row[] = [];
const subjects: [Case, Line, Subject][] = [];
for (let index = 0; index < goodRows; index++) {
  const again = index >= goodRows - twoDecisions ? subjects[index - (goodRows - twoDecisions)] : undefined;
  const one = again?.[0] ?? pick(weighted);
  const line = again?.[1] ?? pick(one.lines);
  const subject = again?.[2] ?? newSubject(line, index % 120 === 60 ? rareBrands[Math.floor(index / 120)] : undefined);
  subjects.push([one, line, subject]);
  const row = newRow(one, line, subject, chance() < 0.155 && !one.grave ? "一般" : "严重");
  const serious = row.严重程度 === "严重";
  if (chance() < 0.03) row.指定措施 = serious ? pick(namedMeasures) : "restrict-fiscal-subsidies";
  if (serious && chance() < 0.05)
    row.排除措施 = pick(["discipline-members", "discipline-members\uff1braise-credit-cost"]);
  good.push(row);
}
for (let index = good.length - 1; index > 0; index--) {
  const other = between(0, index);
  const held = good[index] as Row;
  good[index] = good[other] as Row;
  good[other] = held;
}

// A wrong row stands among good ones, never two together.
const rows: { row: Row; fault?: Fault }[] = good.map((row) => ({ row }));
for (const [index, fault] of faults.entries()) {
  const one = cases[index % 3] as Case;
  const line = pick(one.lines);
  rows.splice(17 + index * 25 + (index % 7), 0, { row: newRow(one, line, newSubject(line), "严重"), fault });
}

// Documents are numbered as they are issued; then the wrong rows are spoilt.
let documentNumber = 100;
for (const { row } of rows.toSorted((a, b) => a.row.决定日期.localeCompare(b.row.决定日期))) {
  documentNumber += between(1, 3);
  row.决定书文号 = `衡市监处罚〔2026〕${documentNumber}号`;
}
for (const { row, fault } of rows) fault?.[2](row);

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const errors: { line: number; field: string; code: string }[] = [];
let text = `${headers.join(",")}\r\n`;
for (const [index, { row, fault }] of rows.entries()) {
  const cells = headers.map((header) => row[header]);
  if (fault) errors.push({ line: text.split("\n").length, field: fault[0], code: fault[1] });
  for (const at of [9, 12, 13]) if (fault?.[1] !== "date.invalid") cells[at] = asWritten(cells[at] ?? "");
  if (index % 11 === 3) cells[0] += cells[0] ? "  " : "";
  if (index % 17 === 5) cells[1] += " ";
  if (index % 23 === 7) cells[7] += cells[7] ? " " : "";
  if (fault?.[1] === "row.columns") cells.push("详见案卷");
  text += `${cells.map(cell).join(",")}\r\n`;
}

const expected = {
  rows: rows.length,
  accepted: good.length,
  duplicate: 0,
  rejected: errors.length,
  errors,
};
writeFileSync(join(outDir, "black-list.gb18030.csv"), iconv.encode(text, "gb18030"));
writeFileSync(join(outDir, "black-list.expected.json"), `${JSON.stringify(expected, null, 2)}\n`);
