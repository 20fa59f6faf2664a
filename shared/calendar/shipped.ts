import { type Arrangements, shippedArrangements } from "./arrangements.ts";
import { createWorkingCalendar, type WorkingCalendar } from "./working-calendar.ts";

/** The working calendar of the arrangements that ship. */
export const shippedCalendar = (): WorkingCalendar => createWorkingCalendar(shippedArrangements());

/** An arrangement of a year as it is kept: nobody may write into it. */
interface Kept {
  readonly sources: readonly string[];
  readonly off: readonly string[];
  readonly work: readonly string[];
}

/**
 * The working calendar as it stands: what ships, overlaid by the years that the office keeps. `years` is asked with each
 * question; it gives what was read last, and whoever decides reads the catalogue, and with it the years, before.
 */
export const currentCalendar = (years: () => Readonly<Record<string, Kept>>): WorkingCalendar => {
  let known: { readonly years: object; readonly calendar: WorkingCalendar } | undefined;
  const now = (): WorkingCalendar => {
    const overlay = years();
    if (known?.years !== overlay)
      known = {
        years: overlay,
        calendar: createWorkingCalendar({ ...shippedArrangements(), ...(overlay as Arrangements) }),
      };
    return known.calendar;
  };
  return {
    isWorkingDay: (date) => now().isWorkingDay(date),
    add: (from, days) => now().add(from, days),
    between: (from, to) => now().between(from, to),
    sources: (year) => now().sources(year),
    reaches: (from, days) => now().reaches(from, days),
    get range() {
      return now().range;
    },
  };
};
