/**
 * A calendar day in Asia/Shanghai, `YYYY-MM-DD`. Days of this form compare as strings. China keeps one time, UTC+8,
 * without summer time since 1991; every rule here is younger.
 */
export type LocalDate = string;

const dayMs = 86_400_000;
const offsetMs = 8 * 3_600_000;

const utc = (date: LocalDate): number => Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10));
const format = (ms: number): LocalDate => new Date(ms).toISOString().slice(0, 10);

/** The day in Shanghai at an instant. */
export const shanghaiDate = (instant: Date): LocalDate => format(instant.getTime() + offsetMs);

/** The instant written with Shanghai's offset, to the millisecond. */
export const shanghaiInstant = (instant: Date): string =>
  new Date(instant.getTime() + offsetMs).toISOString().replace("Z", "+08:00");

/** Seconds until the day ends in Shanghai: nothing that depends on the day may be kept for longer. */
export const secondsToMidnight = (instant: Date): number =>
  Math.ceil((dayMs - ((instant.getTime() + offsetMs) % dayMs)) / 1000);

export const addDays = (date: LocalDate, days: number): LocalDate => format(utc(date) + days * dayMs);

/** Days from one to the other; negative when the other is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => (utc(to) - utc(from)) / dayMs;

/** The same day of the month some months on; the month's last day where it has no such day. */
export const addMonths = (date: LocalDate, months: number): LocalDate => {
  const index = +date.slice(0, 4) * 12 + +date.slice(5, 7) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index % 12;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return format(Date.UTC(year, month, Math.min(+date.slice(8, 10), last)));
};

/** 0 is Sunday. */
export const weekday = (date: LocalDate): number => new Date(utc(date)).getUTCDay();

/** Reads `2026-11-21`, `2026/11/21`, `2026/1/5` or `2026年11月21日`; nothing when that is no day of the calendar. */
export const parseDate = (text: string): LocalDate | undefined => {
  const match = /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/.exec(text.trim());
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).filter((part) => part !== undefined);
  if (!year || !month || !day) return undefined;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const ms = utc(date);
  return Number.isNaN(ms) || format(ms) !== date ? undefined : date;
};
