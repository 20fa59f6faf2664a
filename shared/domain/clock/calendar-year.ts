import type { Actor } from "../../../events/envelope.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { type LocalDate, weekday } from "../../kernel/local-date.ts";

/** What the State Council arranged for a year: weekdays off, weekend days worked, and where it was published. */
export interface YearArrangement {
  readonly sources: readonly string[];
  readonly off: readonly LocalDate[];
  readonly work: readonly LocalDate[];
}

/** A day on which this city's offices are closed, beside the arrangement. */
export interface ClosingDay {
  readonly on: LocalDate;
  readonly reason: string;
}

/** A year as the office keeps it; every change is a version of its own. */
export interface CalendarYear extends YearArrangement {
  readonly year: string;
  readonly closingDays: readonly ClosingDay[];
  /** The revision of the catalogue that wrote it. */
  readonly revision: number;
  readonly at: string;
  readonly by: Actor;
}

/** The arrangement with the closing days in it: a closing day is off even where the arrangement has it worked. */
export const effective = ({
  sources,
  off,
  work,
  closingDays,
}: Omit<CalendarYear, "revision" | "at" | "by" | "year">): YearArrangement => {
  const closed = new Set(closingDays.map(({ on }) => on));
  return { sources, off: [...new Set([...off, ...closed])], work: work.filter((day) => !closed.has(day)) };
};

/**
 * What is wrong with a year. The New Year holiday may begin in the December before; every other day is in the year. A day is
 * off or worked, not both, and named once; a day that is swapped in is a Saturday or Sunday (国务院办公厅 every year).
 */
export const yearFaults = (
  year: string,
  { off, work, closingDays }: Pick<CalendarYear, "off" | "work" | "closingDays">,
): FieldError[] => {
  const within = (day: LocalDate): boolean =>
    day.startsWith(year) || (day.startsWith(`${+year - 1}-12`) && day >= `${+year - 1}-12-25`);
  const lists = { "arrangement.off": off, "arrangement.work": work, closingDays: closingDays.map(({ on }) => on) };
  return Object.entries(lists).flatMap(([list, days]) =>
    days.flatMap((day, place): FieldError[] => {
      const fault = (code: string, detail: string): FieldError[] => [{ field: `${list}.${place}`, code, detail }];
      if (!within(day)) return fault("date.otherYear", `不在${year}年 / not a day of ${year}`);
      if (days.indexOf(day) !== place) return fault("date.twice", "日期重复 / the same day twice");
      const worked = list === "arrangement.work";
      if (worked && off.includes(day)) return fault("date.offAndWork", "既休又班 / off and worked at once");
      if (worked && weekday(day) % 6 !== 0)
        return fault("work.notWeekend", "调休上班日应为周末 / a day swapped in is a Saturday or Sunday");
      return [];
    }),
  );
};
