import type { WorkingCalendar } from "../../calendar/working-calendar.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";

export interface DueAfterDeps {
  readonly calendar: WorkingCalendar;
}

export interface DueDay {
  readonly from: LocalDate;
  readonly days: number;
  readonly dueOn: LocalDate;
  readonly provisional: boolean;
  /** Where the arrangements of the years on the way were published. */
  readonly sources: readonly string[];
}

/** The day on which a period of working days ends. Refuses years that the calendar does not reach. */
export const dueAfter = (
  { calendar }: DueAfterDeps,
  { from, days }: { readonly from: LocalDate; readonly days: number },
): Result<DueDay, Refusal> => {
  if (!calendar.reaches(from, days))
    return refused(
      refusal("input.invalid", "超出日历范围 / beyond the calendar", [
        {
          field: "from",
          code: "calendar.range",
          detail: `日历范围为 ${calendar.range} / the calendar covers ${calendar.range}`,
        },
      ]),
    );
  const due = calendar.add(from, days);
  const years = Array.from({ length: +due.dueOn.slice(0, 4) - +from.slice(0, 4) + 1 }, (_, n) =>
    String(+from.slice(0, 4) + n),
  );
  return accepted({ from, days, ...due, sources: years.flatMap((year) => calendar.sources(year)) });
};
