import { furtherActs, idTypes, partyClasses, penaltyKinds, permitKinds, type Words } from "./words.ts";

/** What the cells of an item hold. `codes`: one or more words of a list; `amount`: 10,000 yuan, exact to six decimals. */
export type ItemKind = "text" | "date" | "amount" | "uscc" | "code" | "codes" | "number";

/** One item of the national standard of 2018 (SPEC "Dual-publicity items"). */
export interface Item {
  readonly code: string;
  /** The Chinese header; `also` are other spellings that offices use. */
  readonly name: string;
  readonly also?: readonly string[];
  readonly kind: ItemKind;
  readonly max?: number;
  readonly words?: Words;
  /** Of whom it is asked: everybody, organisations, organisations and sole traders, or natural persons. */
  readonly asked?: "always" | "organisation" | "registered" | "person";
  /** Whether anybody may read it; nothing that leads to a person is. */
  readonly open?: true;
  /** What to write, for the template. */
  readonly note?: string;
}

/** The items of one kind of rows, and which of them the platform's own rules are about. */
export interface ItemStandard {
  readonly items: readonly Item[];
  readonly at: Readonly<Record<Place, string>>;
}

/** Items that rules name, whatever their code is. */
export type Place =
  | "name"
  | "class"
  | "uscc"
  | "representative"
  | "representativeIdType"
  | "representativeIdNumber"
  | "idType"
  | "idNumber"
  | "decisionNo"
  | "decidedOn"
  | "publicityEndsOn"
  | "organCode"
  | "sourceCode";

const text = (code: string, name: string, max: number, more: Partial<Item> = {}): Item => ({
  code,
  name,
  kind: "text",
  max,
  ...more,
});
const day = (code: string, name: string, more: Partial<Item> = {}): Item => ({
  code,
  name,
  kind: "date",
  note: "如 2026-11-21、2026/11/21、2026年11月21日,或日期格式的单元格",
  ...more,
});

/** Words that mean the same, each kept as the first of them: the standard's own. */
const firstWords = (meanings: Readonly<Record<string, string>>): Words => {
  const words = Object.keys(meanings);
  return Object.fromEntries(
    words.map((word) => [word, words.find((first) => meanings[first] === meanings[word]) ?? word]),
  );
};

const idTypeWords = firstWords(idTypes);

/** The party, as all three kinds of rows name it; `representative` says whether an organisation must name one. */
const partyItems = (p: string, representative: Partial<Item>): readonly Item[] => [
  text(`${p}_XDR_MC`, "行政相对人名称", 200, { asked: "always" }),
  {
    code: `${p}_XDR_LB`,
    name: "行政相对人类别",
    kind: "code",
    words: firstWords(partyClasses),
    asked: "always",
    note: "法人及非法人组织、自然人、个体工商户",
  },
  {
    code: `${p}_XDR_SHXYM`,
    name: "统一社会信用代码",
    also: ["行政相对人代码_1(统一社会信用代码)", "行政相对人统一社会信用代码"],
    kind: "uscc",
    asked: "registered",
    note: "18 位;自然人不填",
  },
  text(`${p}_XDR_GSZC`, "工商注册号", 50, { also: ["行政相对人代码_2(工商注册号)"] }),
  text(`${p}_XDR_ZZJG`, "组织机构代码", 50, { also: ["行政相对人代码_3(组织机构代码)"] }),
  text(`${p}_XDR_SWDJ`, "税务登记号", 50, { also: ["行政相对人代码_4(税务登记号)"] }),
  text(`${p}_XDR_SYDW`, "事业单位证书号", 50, { also: ["行政相对人代码_5(事业单位证书号)"] }),
  text(`${p}_XDR_SHZZ`, "社会组织登记证号", 50, { also: ["行政相对人代码_6(社会组织登记证号)"] }),
  text(`${p}_FRDB`, "法定代表人", 50, representative),
  { code: `${p}_FR_ZJLX`, name: "法定代表人证件类型", kind: "code", words: idTypeWords },
  { code: `${p}_FR_ZJHM`, name: "法定代表人证件号码", kind: "number", note: "只用于识别,平台只留密文" },
  {
    code: `${p}_XDR_ZJLX`,
    name: "证件类型",
    also: ["自然人证件类型"],
    kind: "code",
    words: idTypeWords,
    asked: "person",
  },
  {
    code: `${p}_XDR_ZJHM`,
    name: "证件号码",
    also: ["自然人证件号码"],
    kind: "number",
    asked: "person",
    note: "仅自然人填写;只用于识别,平台只留密文",
  },
];

/** Who decided and who hands the data in: both are the agency that reports (谁认定谁负责). */
const sourceItems = (p: string, organ: string, organName: string): readonly Item[] => [
  text(`${p}_${organ}`, organName, 200, { asked: "always", open: true }),
  {
    code: `${p}_${organ}DM`,
    name: `${organName}统一社会信用代码`,
    also: [`${organName}代码`],
    kind: "uscc",
    asked: "always",
    open: true,
  },
  text(`${p}_SJLY`, "数据来源单位", 200, { also: [`${p}_LYDW`], asked: "always" }),
  {
    code: `${p}_SJLYDM`,
    name: "数据来源单位统一社会信用代码",
    also: ["数据来源单位代码", `${p}_LYDWDM`],
    kind: "uscc",
    asked: "always",
  },
  text(`${p}_BZ`, "备注", 512),
];

const placesOf = (p: string, organ: string): ItemStandard["at"] => ({
  name: `${p}_XDR_MC`,
  class: `${p}_XDR_LB`,
  uscc: `${p}_XDR_SHXYM`,
  representative: `${p}_FRDB`,
  representativeIdType: `${p}_FR_ZJLX`,
  representativeIdNumber: `${p}_FR_ZJHM`,
  idType: `${p}_XDR_ZJLX`,
  idNumber: `${p}_XDR_ZJHM`,
  decisionNo: `${p}_WSH`,
  decidedOn: `${p}_JDRQ`,
  publicityEndsOn: `${p}_GSJZQ`,
  organCode: `${p}_${organ}DM`,
  sourceCode: `${p}_SJLYDM`,
});

const money = "单位为万元,最多 6 位小数";

/** Administrative penalties. */
export const penaltyStandard: ItemStandard = {
  at: placesOf("CF", "CFJG"),
  items: [
    ...partyItems("CF", { asked: "organisation" }),
    text("CF_WSH", "行政处罚决定书文号", 128, {
      also: ["处罚决定书文号", "行政处罚决定文书号"],
      asked: "always",
      open: true,
    }),
    text("CF_WFXW", "违法行为类型", 2000, { asked: "always", open: true }),
    text("CF_SY", "违法事实", 2000, { also: ["处罚事由"], asked: "always", open: true }),
    text("CF_YJ", "处罚依据", 2048, { asked: "always", open: true }),
    {
      code: "CF_CFLB",
      name: "处罚类别",
      kind: "codes",
      words: penaltyKinds,
      asked: "always",
      open: true,
      note: "可填多个,用顿号隔开;其他须注明,如 其他-责令退还",
    },
    text("CF_NR", "处罚内容", 4000, { asked: "always", open: true }),
    {
      code: "CF_NR_FK",
      name: "罚款金额",
      also: ["罚款金额(万元)", "罚款金额\uff08万元\uff09"],
      kind: "amount",
      open: true,
      note: money,
    },
    {
      code: "CF_NR_WFFF",
      name: "没收金额",
      also: [
        "没收金额(万元)",
        "没收金额\uff08万元\uff09",
        "没收违法所得、没收非法财物的金额",
        "没收违法所得、没收非法财物的金额(万元)",
      ],
      kind: "amount",
      open: true,
      note: money,
    },
    text("CF_NR_ZKDX", "暂扣或吊销证照名称及编号", 200, { open: true }),
    day("CF_JDRQ", "处罚决定日期", { asked: "always", open: true }),
    day("CF_YXQ", "处罚有效期", { open: true }),
    day("CF_GSJZQ", "公示截止期", { also: ["公示截止日期"] }),
    ...sourceItems("CF", "CFJG", "处罚机关"),
  ],
};

/** Administrative permits. */
export const permitStandard: ItemStandard = {
  at: placesOf("XK", "XKJG"),
  items: [
    ...partyItems("XK", { asked: "organisation" }),
    text("XK_XKWS", "许可决定文书名称", 128, { also: ["行政许可决定文书名称"], asked: "always", open: true }),
    text("XK_WSH", "许可决定文书号", 128, { also: ["行政许可决定文书号"], asked: "always", open: true }),
    {
      code: "XK_XKLB",
      name: "许可类别",
      kind: "codes",
      words: permitKinds,
      asked: "always",
      open: true,
      note: "其他须注明,如 其他-备案",
    },
    text("XK_XKZS", "许可证书名称", 128, { open: true }),
    text("XK_XKBH", "许可编号", 128, { open: true }),
    text("XK_NR", "许可内容", 4000, { asked: "always", open: true }),
    day("XK_JDRQ", "许可决定日期", { asked: "always", open: true }),
    day("XK_YXQZ", "有效期自", { asked: "always", open: true }),
    day("XK_YXQZI", "有效期至", { asked: "always", open: true, note: "长期有效填 2099-12-31" }),
    day("XK_GSJZQ", "公示截止期", { also: ["公示截止日期"] }),
    ...sourceItems("XK", "XKJG", "许可机关"),
  ],
};

/** The eight further kinds of acts (C 六). No national standard covers them: the codes follow the other two. */
export const actStandard: ItemStandard = {
  at: placesOf("XW", "XWJG"),
  items: [
    ...partyItems("XW", {}),
    {
      code: "XW_XWLB",
      name: "行政行为类别",
      kind: "code",
      words: Object.fromEntries(Object.entries(furtherActs).map(([word, act]) => [word, wordOfAct(act)])),
      asked: "always",
      open: true,
    },
    text("XW_WSMC", "决定文书名称", 128, { open: true }),
    text("XW_WSH", "决定文书号", 128, { asked: "always", open: true }),
    text("XW_YJ", "依据", 2048, { also: ["行政行为依据"], asked: "always", open: true }),
    text("XW_NR", "内容", 4000, { also: ["行政行为内容"], asked: "always", open: true }),
    day("XW_JDRQ", "决定日期", { also: ["作出决定日期"], asked: "always", open: true }),
    day("XW_YXQZI", "有效期至", { open: true }),
    day("XW_GSJZQ", "公示截止期", { also: ["公示截止日期"] }),
    ...sourceItems("XW", "XWJG", "行政机关"),
  ],
};

/** The first word that stands for an act. */
function wordOfAct(act: string): string {
  return Object.entries(furtherActs).find(([, each]) => each === act)?.[0] ?? act;
}
