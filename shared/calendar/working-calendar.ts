import { addDays, daysBetween, weekday, type LocalDate } from "../kernel/local-date.ts";
import type { Arrangements } from "./arrangements.ts";

/** The Chinese working calendar: which days are worked, and when a period of working days ends. */
export interface WorkingCalendar {
  readonly isWorkingDay: (date: LocalDate) => boolean;
  /**
   * The last day of a period of `days` working days after `from`; the first day does not count. Provisional when a
   * day on the way lies in a year without a published arrangement, which is then taken on plain weekends.
   */
  readonly add: (from: LocalDate, days: number) => { readonly dueOn: LocalDate; readonly provisional: boolean };
  /** Working days after `from` up to and including `to`; 0 when `to` is not later. */
  readonly between: (from: LocalDate, to: LocalDate) => number;
  readonly sources: (year: string) => readonly string[];
  /** Whether a period lies within the calendar. */
  readonly reaches: (from: LocalDate, days: number) => boolean;
  /** The years that the calendar covers, in words. */
  readonly range: string;
}

const firstYear = 2000;
const lastYear = 2060;

/**
 * Builds the calendar from the yearly arrangements; weekends swapped in (调休) are working days. Days are counted, not
 * listed: plain weekdays by arithmetic, exceptions by their place in a sorted list, so that it is ready at once.
 */
export const createWorkingCalendar = (arrangements: Arrangements): WorkingCalendar => {
  const years = Object.values(arrangements);
  const work = new Set(years.flatMap((year) => year.work));
  const off = new Set(years.flatMap((year) => year.off).filter((date) => !work.has(date)));
  const plain = (date: LocalDate): boolean => weekday(date) % 6 !== 0;
  // What an arrangement changes: weekdays not worked, weekend days worked. Made when something is first counted.
  let changed: { readonly freed: readonly LocalDate[]; readonly swapped: readonly LocalDate[] } | undefined;
  const changes = () =>
    (changed ??= {
      freed: [...off].filter(plain).sort(),
      swapped: [...work].filter((date) => !plain(date)).sort(),
    });

  /** Working days from the calendar's first day up to and including `date`. */
  const count = (date: LocalDate): number => {
    const { freed, swapped } = changes();
    return plainUpTo(date) - upTo(freed, date) + upTo(swapped, date);
  };
  const reaches = (from: LocalDate, days: number): boolean =>
    from >= `${firstYear}-01-01` && from <= `${lastYear}-12-31` && count(from) + days <= count(`${lastYear}-12-31`);
  const within = (date: LocalDate): void => {
    if (!reaches(date, 0)) throw new RangeError(`the calendar reaches from ${firstYear} to ${lastYear}, not ${date}`);
  };
  const published = (year: number): boolean => (arrangements[String(year)]?.sources.length ?? 0) > 0;

  /** The first day by which `wanted` working days have passed: a guess on plain weeks, mended by what is still missing. */
  const dayOf = (wanted: number, from: LocalDate): LocalDate => {
    let date = from;
    for (let missing = wanted - count(date); missing > 0; missing = wanted - count(date))
      date = addDays(date, Math.max(1, Math.floor((missing * 7) / 5) - 2));
    while (count(addDays(date, -1)) >= wanted) date = addDays(date, -1);
    return date;
  };

  return {
    isWorkingDay: (date) => work.has(date) || (!off.has(date) && plain(date)),
    add: (from, length) => {
      within(from);
      if (!reaches(from, length)) throw new RangeError(`the calendar ends with ${lastYear}`);
      const dueOn = length === 0 ? from : dayOf(count(from) + length, from);
      let provisional = false;
      for (let year = +from.slice(0, 4); year <= +dueOn.slice(0, 4); year++) provisional ||= !published(year);
      return { dueOn, provisional };
    },
    between: (from, to) => {
      within(from);
      within(to);
      return to > from ? count(to) - count(from) : 0;
    },
    sources: (year) => arrangements[year]?.sources ?? [],
    reaches,
    range: `${firstYear}-01-01 – ${lastYear}-12-31`,
  };
};

/** Mondays to Fridays from Saturday, 1 January 2000 up to and including `date`. */
const plainUpTo = (date: LocalDate): number => {
  const days = daysBetween(`${firstYear}-01-01`, date) + 1;
  const rest = days % 7;
  return Math.floor(days / 7) * 5 + Math.max(0, rest - 2);
};

/** How many of some sorted days lie on or before `date`. */
const upTo = (days: readonly LocalDate[], date: LocalDate): number => {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? "") <= date) low = middle + 1;
    else high = middle;
  }
  return low;
};
