import type { LocalDate } from "../../kernel/local-date.ts";
import { type Disclosure, isContested } from "./disclosure.ts";
import type { Place } from "./items.ts";
import type { DisclosureRules } from "./rules.ts";

/** What stands against a row, at the item that says it, with the way out. */
export interface RowFault {
  readonly place: Place;
  readonly code: string;
  readonly detail: string;
}

/** The last public day of an act as a row has it: the one that it names, or the one that follows where it names none. */
export interface AskedEnd {
  readonly ends: LocalDate;
  readonly unnamed: LocalDate;
  /** The last that policy allows. */
  readonly latest: LocalDate | undefined;
}

const at = (code: string, detail: string): RowFault => ({ place: "publicityEndsOn", code, detail });

/**
 * Why a first row may not end the publicity on the day that it names: it is over before it was received, so that nobody
 * would ever see the act (A §19). Nothing is said of a day that follows without being named, or where policy allows no later one.
 */
export const firstEndFault = ({ ends, unnamed, latest }: AskedEnd, today: LocalDate): RowFault | undefined => {
  if (ends >= today || ends === unnamed || (latest !== undefined && latest < today)) return undefined;
  const over = unnamed < today ? unnamed : today;
  return at(
    "publicityEndsOn.past",
    `早于受理之日 ${today},请核对年份;公示期确已届满的填 ${over} / before the day of receipt: check the year; where it is truly over, give ${over}`,
  );
};

/**
 * Why a corrected row may not end the publicity on its day: a day before its receipt, which would end it at once and for
 * good; and of a penalty one that is earlier than what stood and than its shortest period, since an early end is a repair's
 * (Order 36). While an objection is open the period may be mended (A §22 更正). What stood may stay.
 */
export const endFault = (
  { act, decidedOn, publicityEndsOn, ...rest }: Disclosure,
  corrected: { readonly ends: LocalDate; readonly decidedOn: LocalDate },
  { today, rules }: { readonly today: LocalDate; readonly rules: DisclosureRules },
): RowFault | undefined => {
  const { ends } = corrected;
  if (ends === publicityEndsOn) return undefined;
  if (ends < today)
    return at(
      "publicityEndsOn.past",
      publicityEndsOn < today
        ? `公示期已于 ${publicityEndsOn} 届满,公示截止期仍填该日 / it ended on ${publicityEndsOn}: keep that day`
        : `早于受理之日 ${today},请核对年份,原为 ${publicityEndsOn};处罚应提前终止公示的申请信用修复,整条有误的提出异议(discovery)以 upheld 撤下 / before the day of receipt, it was ${publicityEndsOn}: check the year; an early end is a repair's, and what is wrong as a whole is taken down by an objection upheld`,
    );
  const earliest =
    act === "penalty" ? rules.earliestPublicityEnd({ decidedOn, publicityEndsOn }, corrected.decidedOn) : undefined;
  if (earliest === undefined || ends >= earliest || ends > publicityEndsOn || isContested(rest)) return undefined;
  const from = earliest < publicityEndsOn ? earliest : publicityEndsOn;
  return at(
    "publicityEndsOn.belowPolicy",
    `处罚的公示截止期不得提前至 ${from} 以前:应提前终止公示的申请信用修复;原填有误的先提出异议(discovery),核实期间再报该行 / not before ${from}: an early end is a repair's; where the day that stood is wrong, object first and report the row while that is verified`,
  );
};
