import { rateOf } from "./figures.ts";
import type { CountedFigures } from "./count.ts";

/** What the city aims at (E 二(三)), as policy says. */
export interface Targets {
  /** A share, as 0.98. */
  readonly complianceRate: number;
  readonly collectedRecords: number;
}

/** One of the main indicators of E 二(三). Without a value it says why the platform has none. */
export interface Indicator {
  readonly number: number;
  readonly name: string;
  /** As the paper has it, where the platform computes nothing. */
  readonly target: number | string;
  readonly value: number | null;
  readonly reached: boolean | null;
  readonly why?: string;
}

/** All agencies together. */
export interface CityTotals {
  readonly compliant: number;
  readonly reported: number;
  readonly collected: number;
}

export const noTotals: CityTotals = { compliant: 0, reported: 0, collected: 0 };

/** The totals with one more agency's counted figures. */
export const withAgency = (totals: CityTotals, { month, standing }: CountedFigures): CityTotals => {
  const of = (...names: readonly string[]): number => names.reduce((all, name) => all + (month[name] ?? 0), 0);
  return {
    compliant: totals.compliant + of("penalties.compliant", "permits.compliant", "acts.compliant"),
    reported:
      totals.reported +
      of("penalties.taken", "permits.taken", "acts.taken", "penalties.refused", "permits.refused", "acts.refused"),
    collected: totals.collected + (standing["collected"] ?? 0),
  };
};

/** The eight indicators in the order of E 二(三); two of them are counted here. */
export const indicatorsOf = ({ compliant, reported, collected }: CityTotals, targets: Targets): Indicator[] => {
  const rate = rateOf(compliant, reported);
  const without = (number: number, name: string, target: string, why: string): Indicator => ({
    number,
    name,
    target,
    value: null,
    reached: null,
    why,
  });
  return [
    without(1, "信用条例", "颁布", "立法事项,不由本平台产生 / an act of legislation"),
    {
      number: 2,
      name: "信用信息平台信息归集总量",
      target: targets.collectedRecords,
      value: collected,
      reached: collected >= targets.collectedRecords,
    },
    without(3, "“信用中国”网站查询量", "50万次", "网站不在本平台 / the site is another system"),
    {
      number: 4,
      name: "双公示信用信息归集合规率",
      target: targets.complianceRate,
      value: rate,
      reached: rate === null ? null : rate >= targets.complianceRate,
    },
    without(5, "信用监管机制覆盖重点行业(领域)数量", "20个以上", "须由信用办统计 / the office counts them"),
    without(
      6,
      "培育诚信示范企业",
      "50家以上",
      "示范企业另行评定,非红名单 / they are named elsewhere, the red list is another",
    ),
    without(
      7,
      "政府失信被执行人占比",
      "小于0.3%",
      "平台没有政府机构总数 / the number of public bodies is not known here",
    ),
    without(
      8,
      "被列入失信联合惩戒对象名单的企业占比",
      "小于3%",
      "平台没有企业总数 / the number of enterprises is not known here",
    ),
  ];
};
