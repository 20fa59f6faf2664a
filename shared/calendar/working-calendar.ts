import { weekday, type LocalDate } from "../kernel/local-date.ts";
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

/** A year as it is counted: its working days, and how many there are up to and including each day of the year. */
interface Year {
  readonly days: readonly LocalDate[];
  readonly upTo: Uint16Array;
  readonly published: boolean;
}

/**
 * Builds the calendar from the yearly arrangements; weekends swapped in (调休) are working days. Days are listed year by year
 * when a year is first asked for, so that the calendar is ready at once and counts by looking up.
 */
export const createWorkingCalendar = (arrangements: Arrangements): WorkingCalendar => {
  const known = Object.values(arrangements);
  const work = new Set(known.flatMap((year) => year.work));
  const off = new Set(known.flatMap((year) => year.off).filter((date) => !work.has(date)));
  const years: Year[] = [];

  const list = (year: number): Year => {
    const days: LocalDate[] = [];
    const upTo = new Uint16Array(daysIn(year));
    let weekdayNow = weekday(`${year}-01-01`);
    let place = 0;
    for (let month = 1; month <= 12; month++) {
      const begin = `${year}-${month < 10 ? "0" : ""}${month}-`;
      for (let day = 1; day <= lengthOf(year, month); day++) {
        const date = `${begin}${day < 10 ? "0" : ""}${day}`;
        if (work.has(date) || (weekdayNow % 6 !== 0 && !off.has(date))) days.push(date);
        upTo[place++] = days.length;
        weekdayNow = (weekdayNow + 1) % 7;
      }
    }
    return { days, upTo, published: (arrangements[String(year)]?.sources.length ?? 0) > 0 };
  };
  const of = (year: number): Year => (years[year - firstYear] ??= list(year));
  const countIn = (date: LocalDate): number => of(yearOf(date)).upTo[dayOf(date)] ?? 0;

  /** The year, and the working day in it, on which a period ends; nothing where that is beyond the calendar. */
  const endOf = (from: LocalDate, days: number): { readonly year: number; readonly place: number } | undefined => {
    let year = yearOf(from);
    if (!(year >= firstYear && year <= lastYear)) return undefined;
    let place = countIn(from) + days;
    for (let length = of(year).days.length; place > length; length = of(year).days.length) {
      place -= length;
      if (++year > lastYear) return undefined;
    }
    return { year, place };
  };
  const within = (date: LocalDate): void => {
    if (!endOf(date, 0)) throw new RangeError(`the calendar reaches from ${firstYear} to ${lastYear}, not ${date}`);
  };

  return {
    isWorkingDay: (date) => work.has(date) || (!off.has(date) && weekday(date) % 6 !== 0),
    add: (from, length) => {
      const end = endOf(from, length);
      if (!end) {
        within(from);
        throw new RangeError(`the calendar ends with ${lastYear}`);
      }
      let provisional = false;
      for (let year = yearOf(from); year <= end.year; year++) provisional ||= !of(year).published;
      return { dueOn: length === 0 ? from : (of(end.year).days[end.place - 1] ?? from), provisional };
    },
    between: (from, to) => {
      within(from);
      within(to);
      if (to <= from) return 0;
      let whole = 0;
      for (let year = yearOf(from); year < yearOf(to); year++) whole += of(year).days.length;
      return whole + countIn(to) - countIn(from);
    },
    sources: (year) => arrangements[year]?.sources ?? [],
    reaches: (from, days) => endOf(from, days) !== undefined,
    range: `${firstYear}-01-01 – ${lastYear}-12-31`,
  };
};

const digit = (date: LocalDate, place: number): number => date.charCodeAt(place) - 48;
const yearOf = (date: LocalDate): number =>
  digit(date, 0) * 1000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3);
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysIn = (year: number): number => (isLeap(year) ? 366 : 365);
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const lengthOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (lengths[month - 1] ?? 0);
/** Days of a common year before each month. */
const before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

/** The place of a day in its year, from 0. */
const dayOf = (date: LocalDate): number => {
  const month = digit(date, 5) * 10 + digit(date, 6);
  const day = digit(date, 8) * 10 + digit(date, 9);
  return (before[month - 1] ?? 0) + day - 1 + (month > 2 && isLeap(yearOf(date)) ? 1 : 0);
};
