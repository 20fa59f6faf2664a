import type { ClocksDue } from "../../events/clocks-due/v1.ts";
import type { CalendarYear, YearArrangement } from "../domain/clock/calendar-year.ts";
import type { Trigger } from "../domain/trigger/trigger.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import type { TriggerWatch } from "./triggers.ts";

/** What the office did to the calendar: the newest version of each year that it has touched. */
export interface CalendarState {
  /** Moved on by every act on the catalogue or the calendar. */
  readonly revision: number;
  readonly years: ReadonlyMap<string, CalendarYear>;
}

/** The calendar as the office keeps it. */
export interface CalendarRegister {
  readonly years: () => Promise<CalendarState>;
  /** Written where nobody acted since; the message, where there is one, goes to those who compute open clocks again. */
  readonly write: (year: CalendarYear, message: ClocksDue | undefined) => Promise<"written" | "conflict">;
}

/** What overlays the arrangements that ship, by year, as far as the last read of the catalogue knows. */
export type KnownYears = () => Readonly<Record<string, YearArrangement>>;

export interface ClockQueue {
  readonly send: (messages: readonly ClocksDue[], delaySeconds?: number) => Promise<void>;
}

/** Going through the watches over triggers, and moving what is under them. */
export interface TriggerClocks {
  readonly shards: number;
  readonly page: (
    shard: number,
    limit: number,
    after: string | undefined,
  ) => Promise<{ readonly items: readonly TriggerWatch[]; readonly next: string | null }>;
  readonly triggers: (watch: Pick<TriggerWatch, "entryId" | "seq">) => Promise<readonly Trigger[]>;
  /** Writes the clocks of a trigger where it is still as it was read. */
  readonly move: (trigger: Trigger) => Promise<boolean>;
  /** Sets the day on which a watch is looked at, whatever stands there. */
  readonly set: (watch: Pick<TriggerWatch, "entryId" | "seq">, on: LocalDate) => Promise<void>;
}
