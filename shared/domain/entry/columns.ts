import type {
  BasisKind,
  DocumentKind,
  Domain,
  IdType,
  ListKind,
  ServiceMethod,
  Severity,
  SubjectKind,
} from "../../../events/vocabulary.ts";
import { type Column, yesNo } from "../row/column.ts";

type Words<Code extends string> = Readonly<Record<string, Code>>;

export const lists: Words<ListKind> = {
  红名单: "red",
  守信联合激励对象名单: "red",
  守信激励对象名单: "red",
  诚信典型名单: "red",
  黑名单: "black",
  严重失信主体名单: "black",
  严重违法失信名单: "black",
  失信联合惩戒对象名单: "black",
  重点关注名单: "keyAttention",
  重点关注对象名单: "keyAttention",
};

export const subjectKinds: Words<SubjectKind> = {
  法人及非法人组织: "organisation",
  法人和非法人组织: "organisation",
  法人: "organisation",
  非法人组织: "organisation",
  企业: "organisation",
  个体工商户: "soleTrader",
  自然人: "person",
  个人: "person",
};

export const domains: Words<Domain> = {
  食品药品: "foodAndDrugs",
  食品药品安全: "foodAndDrugs",
  食品安全: "foodAndDrugs",
  药品安全: "foodAndDrugs",
  生态环境: "environment",
  环境保护: "environment",
  工程建设: "construction",
  工程质量: "construction",
  建筑市场: "construction",
  安全生产: "workSafety",
  产品质量: "productQuality",
  质量安全: "productQuality",
  消防安全: "fireSafety",
  交通运输: "transport",
  交通安全: "transport",
  税收: "taxation",
  税收征管: "taxation",
  纳税: "taxation",
  工资支付: "wages",
  拖欠农民工工资: "wages",
  劳动保障: "wages",
  合同: "contract",
  合同履约: "contract",
  合同欺诈: "contract",
  知识产权: "intellectualProperty",
  消费者权益保护: "consumerRights",
  消费者权益: "consumerRights",
  招标投标: "bidding",
  招投标: "bidding",
  公共资源交易: "bidding",
  政府采购: "governmentProcurement",
  财政资金: "fiscalFunds",
  财政性资金管理使用: "fiscalFunds",
  司法执行: "judicialEnforcement",
  失信被执行人: "judicialEnforcement",
  金融: "finance",
  统计: "statistics",
  社会保险: "socialInsurance",
  社会保障: "socialInsurance",
  其他: "other",
};

/** The five kinds of information of A §2, in the paper's order. */
const basisKinds: Words<BasisKind> = {
  登记类信息: "registration",
  登记类: "registration",
  行政管理类信息: "administrative",
  行政管理类: "administrative",
  司法裁决类信息: "judicial",
  司法裁决类: "judicial",
  表彰奖励类信息: "honour",
  表彰奖励类: "honour",
  其他信息: "other",
  其他: "other",
};

const documentKinds: Words<DocumentKind> = {
  裁判文书: "judgment",
  司法裁判: "judgment",
  判决书: "judgment",
  裁定书: "judgment",
  行政处罚: "penalty",
  行政处罚决定书: "penalty",
  行政强制: "compulsion",
  行政强制决定书: "compulsion",
  行政许可: "permit",
  行政许可决定书: "permit",
  表彰奖励: "award",
  行政奖励: "award",
  登记: "registration",
  登记文书: "registration",
  其他: "other",
};

const severities: Words<Severity> = { 轻微: "minor", 一般: "general", 严重: "serious" };

export const idTypes: Words<IdType> = {
  居民身份证: "residentId",
  身份证: "residentId",
  护照: "passport",
  港澳居民来往内地通行证: "hkMacaoPermit",
  台湾居民来往大陆通行证: "taiwanPermit",
  外国人永久居留身份证: "foreignerPermit",
  外国人永久居留证: "foreignerPermit",
};

export const methods: Words<ServiceMethod> = {
  直接送达: "direct",
  邮寄送达: "post",
  电子送达: "electronic",
  留置送达: "left",
  公告送达: "announcement",
};

const canOrNot: Words<"true" | "false"> = {
  ...yesNo,
  能: "true",
  可以: "true",
  可修复: "true",
  不能: "false",
  不可以: "false",
  不可修复: "false",
};

/** The columns of a list file: every field of an entry. Every code of a vocabulary has at least one word. */
export const columns: readonly Column[] = [
  { path: "subject.name", headers: ["主体名称", "信用主体名称", "失信主体名称", "行政相对人名称", "企业名称"] },
  {
    path: "subject.uscc",
    orElse: "subject.idNumber",
    headers: ["统一社会信用代码", "统一社会信用代码(18位)", "统一社会信用代码\uff0818位\uff09", "信用代码"],
  },
  { path: "subject.idType", headers: ["证件类型", "自然人证件类型"], values: idTypes, optional: true },
  { path: "subject.idNumber", headers: ["证件号码", "自然人证件号码"], optional: true },
  { path: "subject.kind", headers: ["主体类别", "主体类型", "行政相对人类别"], values: subjectKinds },
  { path: "list", headers: ["名单类型", "名单类别", "名单种类"], values: lists },
  { path: "domain", headers: ["领域", "失信领域", "所属领域"], values: domains },
  { path: "basis.kind", headers: ["信息类型", "认定依据类型", "依据类型"], values: basisKinds },
  { path: "basis.documentKind", headers: ["文书类型", "决定文书类型", "认定文书类型"], values: documentKinds },
  {
    path: "basis.documentNo",
    headers: ["决定书文号", "文书号", "决定文书号", "行政处罚决定书文号", "案号"],
  },
  { path: "basis.legalArticles", headers: ["法律依据", "处罚依据", "认定依据"] },
  { path: "basis.decidedOn", headers: ["决定日期", "处罚决定日期", "作出决定日期", "文书日期"], kind: "date" },
  { path: "facts", headers: ["失信事实", "违法事实", "主要事实"] },
  { path: "severity", headers: ["严重程度", "失信程度", "失信严重程度"], values: severities },
  // Without it the row is a proposal (初步名单), and the platform runs the procedure.
  { path: "determinedOn", headers: ["认定日期", "列入日期"], kind: "date", optional: true },
  { path: "validTo", headers: ["有效期至", "有效期止", "名单有效期至"], kind: "date" },
  { path: "repair.allowed", headers: ["能否修复", "是否可修复", "可否修复"], values: canOrNot, kind: "boolean" },
  { path: "informationProvider", headers: ["信息提供单位", "数据来源单位"], optional: true },
  { path: "measures", headers: ["指定措施", "联合惩戒措施", "指定奖惩措施"], kind: "list", optional: true },
  { path: "measuresLeftOut", headers: ["排除措施", "不采取的措施", "排除推荐性措施"], kind: "list", optional: true },
  // The procedure that went before (A §3): a person is told first, a red entry is shown to the public first.
  {
    path: "procedure.priorNotice.servedOn",
    headers: ["告知送达日期", "事前告知送达日期"],
    kind: "date",
    optional: true,
  },
  { path: "procedure.priorNotice.method", headers: ["送达方式", "告知送达方式"], values: methods, optional: true },
  { path: "procedure.priorNotice.proof", headers: ["送达凭证", "告知送达凭证"], optional: true },
  { path: "procedure.priorNotice.attachmentId", headers: ["送达凭证材料编号", "送达凭证附件"], optional: true },
  { path: "procedure.publicNotice.opensOn", headers: ["公示起", "公示开始日期"], kind: "date", optional: true },
  { path: "procedure.publicNotice.endsOn", headers: ["公示止", "公示结束日期"], kind: "date", optional: true },
  { path: "procedure.publicNotice.channel", headers: ["公示渠道"], optional: true },
  { path: "procedure.ownProcedure.statute", headers: ["法定程序依据"], optional: true },
  { path: "procedure.ownProcedure.article", headers: ["法定程序条款"], optional: true },
];
