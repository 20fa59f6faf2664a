import type { DisclosedAct, IdType, SubjectKind } from "../../../events/vocabulary.ts";

/** Words that offices write in coded items, and the word or code that the platform keeps for each. */
export type Words = Readonly<Record<string, string>>;

const spelt = (words: Readonly<Record<string, readonly string[]>>): Words =>
  Object.fromEntries(Object.entries(words).flatMap(([kept, also]) => [kept, ...also].map((word) => [word, kept])));

/** The classes of a party; the standard's three words come first. */
export const partyClasses: Readonly<Record<string, SubjectKind>> = {
  法人及非法人组织: "organisation",
  自然人: "person",
  个体工商户: "soleTrader",
  法人和非法人组织: "organisation",
  法人: "organisation",
  非法人组织: "organisation",
  个人: "person",
};

export const idTypes: Readonly<Record<string, IdType>> = {
  居民身份证: "residentId",
  身份证: "residentId",
  护照: "passport",
  护照号: "passport",
  港澳居民来往内地通行证: "hkMacaoPermit",
  台湾居民来往大陆通行证: "taiwanPermit",
  外国人永久居留身份证: "foreignerPermit",
};

/** The fourteen kinds of penalty, with the words of the law on administrative penalties for some of them. */
export const penaltyKinds = spelt({
  警告: [],
  通报批评: [],
  罚款: [],
  没收违法所得: [],
  没收非法财物: [],
  暂扣: ["暂扣许可证件", "暂扣许可证", "暂扣执照"],
  吊销: ["吊销许可证件", "吊销许可证", "吊销执照", "吊销营业执照"],
  降低资质: ["降低资质等级"],
  限制经营: ["限制开展生产经营活动", "限制生产经营"],
  停产停业: ["责令停产停业"],
  责令关闭: [],
  限制从业: [],
  行政拘留: [],
  其他: [],
});

export const permitKinds = spelt({
  普通: ["普通许可"],
  特许: [],
  认可: [],
  核准: [],
  登记: [],
  其他: [],
});

/** The eight further kinds of acts (C 六). */
export const furtherActs: Readonly<Record<string, DisclosedAct>> = {
  行政强制: "compulsion",
  行政确认: "confirmation",
  行政征收: "levy",
  行政给付: "payment",
  行政裁决: "adjudication",
  行政补偿: "compensation",
  行政奖励: "award",
  行政监督检查: "inspection",
  行政检查: "inspection",
};
