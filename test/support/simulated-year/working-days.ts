/** Days as the State Council arranged them for 2026 (国办发明电〔2025〕7号), counted one after another: no code of the calendar. */

export type Day = string;

/** Weekdays that are holidays; weekends need no mention. */
const holidays2026 = [
  ..."2026-01-01 2026-01-02".split(" "),
  ..."2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-23".split(" "),
  ..."2026-04-06 2026-05-01 2026-05-04 2026-05-05 2026-06-19 2026-09-25".split(" "),
  ..."2026-10-01 2026-10-02 2026-10-05 2026-10-06 2026-10-07".split(" "),
];
/** Weekend days worked in exchange. */
const swapped2026 = "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10".split(" ");

/** What is off and what is worked beside plain weeks; an arrangement that arrives later is added. */
export interface Arranged {
  readonly off: readonly Day[];
  readonly work: readonly Day[];
}
export const arranged2026: Arranged = { off: holidays2026, work: swapped2026 };

/** A first Friday of the year that is off, and the Saturday worked in exchange, as the office learns of them when the year has begun. */
export const arranged2027: Arranged = { off: ["2027-01-01"], work: ["2027-01-09"] };
/** What is really worked in both years. */
export const arranged: Arranged = {
  off: [...arranged2026.off, ...arranged2027.off],
  work: [...arranged2026.work, ...arranged2027.work],
};

const dayMs = 86_400_000;
export const plus = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

export const isWorked = (day: Day, { off, work }: Arranged = arranged): boolean => {
  if (work.includes(day)) return true;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !off.includes(day);
};

/** The nth working day after a day, walked to. */
export const workedAfter = (day: Day, days: number, by: Arranged = arranged): Day => {
  let at = day;
  for (let left = days; left > 0;) {
    at = plus(at, 1);
    if (isWorked(at, by)) left--;
  }
  return at;
};

/** Working days after `from` up to and including `to`, walked through. */
export const workedBetween = (from: Day, to: Day, by: Arranged): number => {
  let count = 0;
  for (let at = plus(from, 1); at <= to; at = plus(at, 1)) if (isWorked(at, by)) count++;
  return count;
};

/** Every working day from one day to another, both included. */
export const workedDays = (from: Day, to: Day): Day[] => {
  const days: Day[] = [];
  for (let at = from; at <= to; at = plus(at, 1)) if (isWorked(at)) days.push(at);
  return days;
};
