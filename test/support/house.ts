import type { Actor } from "../../events/envelope.ts";
import { shippedCalendar } from "../../shared/calendar/shipped.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { shippedCatalogue } from "../../shared/policy/shipped-catalogue.ts";
import { shippedRulebook, shippedTriggerLengths } from "../../shared/policy/shipped-rulebook.ts";

/** Monday, 23 November 2026, nine in the morning in Shanghai: the day on which tests take place. */
export const monday = new Date("2026-11-23T09:00:00+08:00");

export const calendar = shippedCalendar();
export const catalogue = shippedCatalogue();
/** The same as a deployment asks for it before the office has done anything. */
export const shipped = () => Promise.resolve(catalogue);
export const rulesFor = shippedRulebook();
/** What the clocks of triggers rest on. */
export const triggerRules = { lengthsOn: shippedTriggerLengths(), calendar };

export const officer: Actor = {
  agencyId: "market-regulation",
  name: "衡川市市场监督管理局",
  clientId: "market-regulation-client",
};

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** The nth invented USCC, with the check character that GB 32100 asks for; computed here a second time. */
export const usccNo = (n: number, prefix = "91"): string => {
  const body = `${prefix}419900MA${String(n).padStart(7, "0")}`;
  const sum = [...body].reduce((total, char, index) => total + alphabet.indexOf(char) * (weights[index] ?? 0), 0);
  return body + alphabet.charAt((31 - (sum % 31)) % 31);
};

/** A serious product-quality listing that passes every rule on `monday`. */
export const listing = (n: number, change: Partial<EntryInput> = {}): EntryInput => ({
  list: "black",
  subject: { kind: "organisation", name: `衡川市第${n}制造有限公司`, uscc: usccNo(n) },
  domain: "productQuality",
  basis: {
    kind: "administrative",
    documentKind: "penalty",
    documentNo: `衡市监处罚〔2026〕${n}号`,
    legalArticles: "《中华人民共和国产品质量法》第四十九条",
    decidedOn: "2026-11-02",
  },
  facts: "生产不符合保障人体健康和人身、财产安全的国家标准的产品,货值金额巨大。",
  severity: "serious",
  determinedOn: "2026-11-18",
  validTo: "2028-11-17",
  repair: { allowed: true },
  measures: [],
  measuresLeftOut: [],
  ...change,
});

const columns = [
  "subject.name,subject.uscc,subject.kind,list,domain,basis.kind,basis.documentKind,basis.documentNo",
  "basis.legalArticles,basis.decidedOn,facts,severity,determinedOn,validTo,repair.allowed",
].join(",");

/** A CSV file in UTF-8 with field codes and the first `count` listings, from number `first` on. */
export const csvOf = (count: number, first = 100_000): string => {
  const lines = Array.from({ length: count }, (_, index) => {
    const { subject, list, domain, basis, facts, severity, determinedOn, validTo } = listing(first + index);
    const law = [basis.kind, basis.documentKind, basis.documentNo, basis.legalArticles, basis.decidedOn];
    return [
      subject.name,
      subject.uscc,
      subject.kind,
      list,
      domain,
      ...law,
      `"${facts}"`,
      severity,
      determinedOn,
      validTo,
      "true",
    ].join(",");
  });
  return [columns, ...lines, ""].join("\n");
};
