import { usccNo } from "./house.ts";
import { identityNo } from "./persons.ts";

/** The reporting agency's own code in tests. */
export const agencyCode = usccNo(9_999, "11");

/** A row of a file by the codes of the national standard. */
export type Row = Readonly<Record<string, string | number | undefined>>;

/** The nth penalty, on an organisation, that passes every rule on `monday`; decided three working days before. */
export const penaltyRow = (n: number, change: Row = {}): Row => ({
  CF_XDR_MC: `衡川市第${n}制造有限公司`,
  CF_XDR_LB: "法人及非法人组织",
  CF_XDR_SHXYM: usccNo(n),
  CF_FRDB: "陈建国",
  CF_WSH: `衡市监处罚〔2026〕${n}号`,
  CF_WFXW: "销售不合格产品",
  CF_SY: "销售的防水卷材经抽检不合格。",
  CF_YJ: "《中华人民共和国产品质量法》第四十九条",
  CF_CFLB: "罚款、没收违法所得",
  CF_NR: "罚款1.2万元,没收违法所得0.345678万元。",
  CF_NR_FK: "1.2",
  CF_NR_WFFF: "0.345678",
  CF_JDRQ: "2026-11-18",
  CF_GSJZQ: "2027-11-17",
  CF_CFJG: "衡川市市场监督管理局",
  CF_CFJGDM: agencyCode,
  CF_SJLY: "衡川市市场监督管理局",
  CF_SJLYDM: agencyCode,
  ...change,
});

/** What makes it a penalty on a natural person. */
export const onPerson = (n: number): Row => ({
  CF_XDR_MC: "张晓明",
  CF_XDR_LB: "自然人",
  CF_XDR_SHXYM: undefined,
  CF_FRDB: undefined,
  CF_XDR_ZJLX: "身份证",
  CF_XDR_ZJHM: identityNo(n),
  CF_SY: "张晓明无照经营。",
});

export const permitRow = (n: number, change: Row = {}): Row => ({
  XK_XDR_MC: `衡川市第${n}制造有限公司`,
  XK_XDR_LB: "法人及非法人组织",
  XK_XDR_SHXYM: usccNo(n),
  XK_FRDB: "陈建国",
  XK_XKWS: "准予行政许可决定书",
  XK_WSH: `衡市监许准〔2026〕${n}号`,
  XK_XKLB: "普通",
  XK_NR: "工业产品生产许可",
  XK_JDRQ: "2026-11-18",
  XK_YXQZ: "2026-11-18",
  XK_YXQZI: "2031-11-17",
  XK_XKJG: "衡川市市场监督管理局",
  XK_XKJGDM: agencyCode,
  XK_SJLY: "衡川市市场监督管理局",
  XK_SJLYDM: agencyCode,
  ...change,
});

export const actRow = (n: number, change: Row = {}): Row => ({
  XW_XDR_MC: `衡川市第${n}制造有限公司`,
  XW_XDR_LB: "法人及非法人组织",
  XW_XDR_SHXYM: usccNo(n),
  XW_XWLB: "行政强制",
  XW_WSH: `衡市监强制〔2026〕${n}号`,
  XW_YJ: "《中华人民共和国行政强制法》第九条",
  XW_NR: "查封涉案场所三十日。",
  XW_JDRQ: "2026-11-18",
  XW_XWJG: "衡川市市场监督管理局",
  XW_XWJGDM: agencyCode,
  XW_SJLY: "衡川市市场监督管理局",
  XW_SJLYDM: agencyCode,
  ...change,
});
