import type { Actor } from "../../../events/envelope.ts";
import type { Arrangements } from "../../calendar/arrangements.ts";
import { createWorkingCalendar } from "../../calendar/working-calendar.ts";
import { type CalendarYear, type ClosingDay, effective, yearFaults } from "../../domain/clock/calendar-year.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { addDays, type LocalDate, shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { CalendarRegister, CalendarState } from "../../ports/calendar.ts";
import { attempts } from "../house.ts";

export interface ReadCalendarDeps {
  readonly calendarRegister: Pick<CalendarRegister, "years">;
  readonly shipped: Arrangements;
}
export interface KeepCalendarDeps extends ReadCalendarDeps {
  readonly calendarRegister: CalendarRegister;
  readonly now: () => Date;
}

/** A year as it stands; without an act of the office as it shipped, and empty where it has not been published. */
export type ShownYear = Omit<CalendarYear, "at" | "by"> & Partial<Pick<CalendarYear, "at" | "by">>;

export interface YearChange {
  readonly caller: Caller;
  readonly by: Actor;
  readonly correlationId: string;
  readonly year: string;
  /** What is not given stays as it is. */
  readonly arrangement?:
    | { readonly sources: readonly string[]; readonly off: readonly LocalDate[]; readonly work: readonly LocalDate[] }
    | undefined;
  readonly closingDays?: readonly ClosingDay[] | undefined;
  /** The revision of the year that the officer saw; without it the year is changed as it stands. */
  readonly expectedRevision?: number | undefined;
}

/** A year of the calendar. */
export const readYear = async ({ calendarRegister, shipped }: ReadCalendarDeps, year: string): Promise<ShownYear> =>
  standing(await calendarRegister.years(), shipped, year);

const standing = ({ years }: CalendarState, shipped: Arrangements, year: string): ShownYear =>
  years.get(year) ?? {
    year,
    sources: [],
    off: [],
    work: [],
    ...shipped[year],
    closingDays: [],
    revision: 0,
  };

/**
 * Takes the State Council's arrangement of a year and the city's own closing days (SPEC "Working days and clocks"), as a
 * version of its own, with the officer. Whoever decides goes by it from the next decision on; duties that are open are
 * computed again in the background from the first day that is worked or free otherwise than before. The same year again
 * changes nothing. Refuses who is not the office, days that cannot be, and a year that is not the one which the officer saw.
 */
export const putYear = async (deps: KeepCalendarDeps, change: YearChange): Promise<Result<ShownYear, Refusal>> => {
  if (!change.caller.roles.includes("office"))
    return refused(refusal("agency.role", "仅信用办可维护工作日历 / only the credit office keeps the calendar"));
  const { year } = change;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const state = await deps.calendarRegister.years();
    const before = standing(state, deps.shipped, year);
    if (change.expectedRevision !== undefined && change.expectedRevision !== before.revision)
      return refused(refusal("calendar.stale", "日历已变更,请重新读取 / it has changed, read it again"));
    const { sources, off, work } = change.arrangement ?? before;
    const closingDays = change.closingDays ?? before.closingDays;
    const content = {
      sources: [...sources],
      off: [...off].sort(),
      work: [...work].sort(),
      closingDays: [...closingDays].sort((a, b) => (a.on < b.on ? -1 : 1)),
    };
    // In the order in which they were sent: a fault leads to its place there.
    const faults = yearFaults(year, { off, work, closingDays });
    if (change.arrangement && faults.length > 0) return refused(invalid(faults));
    const closingFaults = faults.filter(({ field }) => field.startsWith("closingDays"));
    if (closingFaults.length > 0) return refused(invalid(closingFaults));
    const from = firstChanged(year, before, content);
    if (from === undefined && same(before, content)) return accepted(before);
    const after: CalendarYear = {
      year,
      ...content,
      revision: state.revision + 1,
      at: shanghaiInstant(deps.now()),
      by: change.by,
    };
    const { correlationId } = change;
    const message = from === undefined ? undefined : ({ type: "clocks-due", version: 1, correlationId, from } as const);
    if ((await deps.calendarRegister.write(after, message)) === "written") return accepted(after);
  }
  return refused(refusal("request.busy", "日历正被更新,请稍后重试 / the calendar is being changed, try again"));
};

const invalid = (faults: Parameters<typeof refusal>[2]): Refusal =>
  refusal("input.invalid", "请按所列各项更正后重试 / mend the fields named and try again", faults);

type Content = Pick<CalendarYear, "sources" | "off" | "work" | "closingDays">;

const same = (before: Content, after: Content): boolean =>
  JSON.stringify([before.sources, before.closingDays]) === JSON.stringify([after.sources, after.closingDays]);

/** The first day of a change: any, where the year is published or taken back, because then what touches it is fixed or provisional. */
const firstChanged = (year: string, before: Content, after: Content): LocalDate | undefined => {
  const [was, is] = [before, after].map((content) => createWorkingCalendar({ [year]: mutable(effective(content)) }));
  const published = (content: Content): boolean => content.sources.length > 0;
  const first = `${+year - 1}-12-25`;
  if (published(before) !== published(after)) return first;
  for (let day: LocalDate = first; day <= `${year}-12-31`; day = addDays(day, 1))
    if (was?.isWorkingDay(day) !== is?.isWorkingDay(day)) return day;
  return undefined;
};

const mutable = ({ sources, off, work }: ReturnType<typeof effective>) => ({
  sources: [...sources],
  off: [...off],
  work: [...work],
});
