import type { Domain, ListKind } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { Explanation, Remedy, Restriction } from "./explain.ts";

const lists: Readonly<Record<ListKind, string>> = { red: "红名单", black: "黑名单", keyAttention: "重点关注名单" };

const domains: Readonly<Record<Domain, string>> = {
  foodAndDrugs: "食品药品",
  environment: "生态环境",
  construction: "工程建设",
  workSafety: "安全生产",
  productQuality: "产品质量",
  fireSafety: "消防安全",
  transport: "交通运输",
  taxation: "税收",
  wages: "工资支付",
  contract: "合同履约",
  intellectualProperty: "知识产权",
  consumerRights: "消费者权益",
  bidding: "招标投标",
  governmentProcurement: "政府采购",
  fiscalFunds: "财政资金",
  judicialEnforcement: "司法执行",
  finance: "金融",
  statistics: "统计",
  socialInsurance: "社会保险",
  other: "其他",
};

/** What is done before an entry can be repaired (C 十五). */
const steps: Readonly<Record<string, string>> = {
  rectification: "完成整改",
  obligations: "履行法定义务",
  commitment: "公开作出信用承诺",
  training: "参加专题培训",
  creditReport: "提交信用报告",
};

const day = (date: LocalDate): string => {
  const [year = "", month = "", date_ = ""] = date.split("-");
  return `${year}年${Number(month)}月${Number(date_)}日`;
};

/** An explanation as a citizen reads it: who listed, on what paper, what follows by which article, until when, and the ways out. */
export const inWords = (why: Explanation): string =>
  [
    `${why.determiningAuthority.name}依据${why.basis.documentNo}（${why.basis.legalArticles}），在${domains[why.domain]}领域将该主体列入${lists[why.list]}，自${day(why.period.from)}公布之日起，至${day(why.period.to)}止，期满自动终止。`,
    ...(why.asResponsible
      ? [
          "该主体系因对一家已列入黑名单的单位负有责任而列入（鲁信用办〔2019〕8号第十四条）；单位的记录认定有误的，本记录一并终止。",
        ]
      : []),
    ...(why.shortened
      ? [`原有效期至${day(why.shortened.before)}；后来施行的规定更轻，按其规定提前终止（${why.shortened.under}）。`]
      : []),
    ...(why.suspended ? ["目前有异议正在核实或裁定暂停，各项措施暂停执行。"] : []),
    ...(why.measures.length === 0 ? ["目前没有据此实施的措施。"] : why.measures.map(measureInWords)),
    ...why.remedies.map(remedyInWords),
  ].join("\n");

/** Paper A numbers its sections; the others name theirs in Chinese as they are. */
const sectionInWords = (section: string): string => section.replace(/^§(\d+)$/, "第$1条");

const measureInWords = (measure: Restriction, index: number): string =>
  `${index + 1}. ${measure.title}（${measure.strength === "mandatory" ? "强制性" : "推荐性"}），由${measure.agencies.map(({ name }) => name).join("、")}实施，依据《${measure.article.title}》${sectionInWords(measure.article.section)}：“${measure.article.quote}”，至${day(measure.period.to)}止。`;

const remedyInWords = (remedy: Remedy): string => {
  if (remedy.kind === "objection")
    return `认为有误的，可随时向${remedy.to.name}或市信用办提出异议，核实期间措施暂停（${remedy.basis}）。`;
  if (remedy.kind === "repair" && remedy.appliedOn !== undefined)
    return `已于${day(remedy.appliedOn)}申请信用修复，正在办理，由${remedy.to.name}决定（${remedy.basis}）。`;
  if (remedy.kind === "repair")
    return remedy.earliestOn === undefined && remedy.steps.length === 0
      ? `按规定不予信用修复，期满自动退出（${remedy.basis}）。`
      : `可以申请信用修复${remedy.earliestOn === undefined || remedy.open ? "，现在即可提出" : `，最早自${day(remedy.earliestOn)}起提出`}；须${remedy.steps.map((step) => steps[step] ?? step).join("、")}，由${remedy.to.name}决定（${remedy.basis}）。`;
  if (remedy.kind === "courtCorrection")
    return `对列入不服的，可向${remedy.to.name}书面申请纠正，该院自收到之日起${remedy.within.days}日内审查（${remedy.basis}）。`;
  if (remedy.kind === "courtReconsideration")
    return `对驳回纠正申请的决定不服的，可自决定书送达之日起${remedy.within.days}日内向上一级人民法院申请复议（${remedy.basis}）。`;
  const length = "days" in remedy.within ? `${remedy.within.days}日内` : `${remedy.within.months}个月内`;
  const what = remedy.kind === "reconsideration" ? "申请行政复议" : "提起行政诉讼";
  return `对认定不服的，可自知道之日起${length}${what}；未另行送达决定的，自公布之日起算，不早于${day(remedy.notBefore)}届满（${remedy.basis}）。`;
};
