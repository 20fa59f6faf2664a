import { byteOrderMark, csvLine } from "../../kernel/csv.ts";
import type { Compliance } from "./read-compliance.ts";

/** A share as offices write it. */
const percent = (rate: number | null): string => (rate === null ? "" : `${(rate * 100).toFixed(2)}%`);
const number = (value: number | null): string => (value === null ? "" : String(value));

/** The columns of the download: what each is called, and what stands in it. */
const columns: readonly (readonly [string, (of: Compliance) => string])[] = [
  ["单位代码", ({ agencyId }) => agencyId],
  ["单位名称", ({ name }) => name],
  ["月份", ({ month }) => month],
  ["双公示报送(条)", ({ dualPublicity }) => number(dualPublicity.reported)],
  ["受理", ({ dualPublicity }) => number(dualPublicity.taken)],
  ["退回", ({ dualPublicity }) => number(dualPublicity.refused)],
  ["按期归集", ({ dualPublicity }) => number(dualPublicity.onTime)],
  ["迟报", ({ dualPublicity }) => number(dualPublicity.late)],
  ["合规", ({ dualPublicity }) => number(dualPublicity.compliant)],
  ["合规率", ({ dualPublicity }) => percent(dualPublicity.complianceRate)],
  ["目标", ({ target }) => percent(target)],
  ["归集工作日中位数", ({ dualPublicity }) => number(dualPublicity.medianDays)],
  ["按期公开", ({ dualPublicity }) => number(dualPublicity.publishedOnTime)],
  ["逾期后公开", ({ dualPublicity }) => number(dualPublicity.publishedLate)],
  ["目前逾期未公开", ({ dualPublicity }) => number(dualPublicity.overdueNow)],
  ["名单报送(条)", ({ listReports }) => number(listReports.reported)],
  ["名单按期", ({ listReports }) => number(listReports.onTime)],
  ["名单迟报", ({ listReports }) => number(listReports.late)],
  ["名单始终未报", ({ listReports }) => number(listReports.never)],
  ["名单报送工作日中位数", ({ listReports }) => number(listReports.medianDays)],
  ["目前逾期未报名单", ({ listReports }) => number(listReports.overdueNow)],
  ["应反馈", ({ feedback }) => number(feedback.due)],
  ["已反馈", ({ feedback }) => number(feedback.given)],
  ["按期反馈", ({ feedback }) => number(feedback.inTime)],
  ["反馈率", ({ feedback }) => percent(feedback.rate)],
];

/** Figures as a table that Excel opens: a byte order mark, Chinese headers, a line for each agency. */
export const complianceCsv = (all: readonly Compliance[]): string =>
  byteOrderMark +
  csvLine(...columns.map(([header]) => header)) +
  all.map((each) => csvLine(...columns.map(([, cell]) => cell(each)))).join("");
