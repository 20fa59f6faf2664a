import { addDays, weekday, type LocalDate } from "../kernel/local-date.ts";
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

/** Builds the calendar from the yearly arrangements; weekends swapped in (调休) are working days. */
export const createWorkingCalendar = (arrangements: Arrangements): WorkingCalendar => {
  const off = new Set(Object.values(arrangements).flatMap((year) => year.off));
  const work = new Set(Object.values(arrangements).flatMap((year) => year.work));
  const isWorkingDay = (date: LocalDate): boolean => {
    if (work.has(date)) return true;
    if (off.has(date)) return false;
    const day = weekday(date);
    return day !== 0 && day !== 6;
  };

  // Every day once: its index by date, and how many working days lie before and on it.
  const days: LocalDate[] = [];
  const indexOf = new Map<LocalDate, number>();
  const workingUpTo: number[] = [];
  const workingDays: LocalDate[] = [];
  for (let date = `${firstYear}-01-01`; date <= `${lastYear}-12-31`; date = addDays(date, 1)) {
    indexOf.set(date, days.push(date) - 1);
    if (isWorkingDay(date)) workingDays.push(date);
    workingUpTo.push(workingDays.length);
  }
  const count = (date: LocalDate): number => {
    const index = indexOf.get(date);
    const counted = index === undefined ? undefined : workingUpTo[index];
    if (counted === undefined)
      throw new RangeError(`the calendar reaches from ${firstYear} to ${lastYear}, not ${date}`);
    return counted;
  };
  const published = (year: number): boolean => (arrangements[String(year)]?.sources.length ?? 0) > 0;

  return {
    isWorkingDay,
    add: (from, length) => {
      const dueOn = length === 0 ? from : workingDays[count(from) + length - 1];
      if (dueOn === undefined) throw new RangeError(`the calendar ends with ${lastYear}`);
      let provisional = false;
      for (let year = +from.slice(0, 4); year <= +dueOn.slice(0, 4); year++) provisional ||= !published(year);
      return { dueOn, provisional };
    },
    between: (from, to) => Math.max(0, to > from ? count(to) - count(from) : 0),
    sources: (year) => arrangements[year]?.sources ?? [],
    reaches: (from, length) => {
      const index = indexOf.get(from);
      return index !== undefined && (workingUpTo[index] ?? 0) + length <= workingDays.length;
    },
    range: `${firstYear}-01-01 – ${lastYear}-12-31`,
  };
};
