import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shippedArrangements } from "../../shared/calendar/arrangements.ts";
import { createWorkingCalendar, type WorkingCalendar } from "../../shared/calendar/working-calendar.ts";
import { alertsWithin, nextSay, saidWith } from "../../shared/domain/clock/alert.ts";
import { effective, yearFaults } from "../../shared/domain/clock/calendar-year.ts";
import { type Clock, daysOf, startClock } from "../../shared/domain/clock/clock.ts";
import { moveOf, saidWithout, wrongAlerts } from "../../shared/domain/clock/move.ts";
import { addDays, weekday } from "../../shared/kernel/local-date.ts";

/** Arrangements of 2027, as the State Council might make them: weekdays off, weekend days worked, a city's closing days. */
const dayOf2027 = fc.integer({ min: 0, max: 364 }).map((n) => addDays("2027-01-01", n));
const arrangement = fc
  .record({
    off: fc.uniqueArray(dayOf2027, { maxLength: 30 }),
    work: fc.uniqueArray(dayOf2027, { maxLength: 12 }),
    closed: fc.uniqueArray(dayOf2027, { maxLength: 5 }),
  })
  .map(({ off, work, closed }) => {
    const swapped = work.filter((day) => weekday(day) % 6 === 0 && !off.includes(day));
    return {
      sources: ["https://www.gov.cn/zhengce/2027.htm"],
      off,
      work: swapped,
      closingDays: closed.map((on) => ({ on, reason: "闭馆" })),
    };
  });
type Year = typeof arrangement extends fc.Arbitrary<infer Y> ? Y : never;
const calendarWith = (year?: Year): WorkingCalendar => {
  if (!year) return createWorkingCalendar(shippedArrangements());
  const { sources, off, work } = effective(year);
  return createWorkingCalendar({
    ...shippedArrangements(),
    "2027": { sources: [...sources], off: [...off], work: [...work] },
  });
};

const length = fc.record({
  workingDays: fc.integer({ min: 1, max: 20 }),
  warnBefore: fc.nat(3),
  escalateAfter: fc.integer({ min: 1, max: 8 }),
});
const started = fc.integer({ min: 0, max: 380 }).map((n) => addDays("2026-11-20", n));
const begin = (startedOn: string, of: { workingDays: number; warnBefore: number }, calendar: WorkingCalendar): Clock =>
  startClock({ subjectOf: "ent_1", kind: "listReport", agencyId: "tax", startedOn }, of, calendar);
const runs = { numRuns: 400 };

describe("SPEC Working days and clocks: an arrangement that arrives while a clock runs", () => {
  test("puts it on the days that it would have had, once; another one does so again, and the days before are kept", () => {
    fc.assert(
      fc.property(started, length, arrangement, arrangement, (from, of, one, other) => {
        let clock = begin(from, of, calendarWith());
        for (const year of [one, other, one]) {
          const days = daysOf(from, of, calendarWith(year));
          const [move] = moveOf(clock, days);
          const due = clock.dueOn;
          if (move) clock = move.after;
          const { movedFrom, ...moved } = clock;
          expect(moved).toEqual(begin(from, of, calendarWith(year)));
          if (move && due !== clock.dueOn) expect(movedFrom?.at(-1)).toBe(due);
          expect(moveOf(clock, days)).toEqual([]);
        }
      }),
      runs,
    );
  });

  test("ADR 33: never takes back a day of a window or of a proposal's idle time that was told", () => {
    const kinds = fc.constantFrom("priorNoticeStatement" as const, "publicNotice" as const, "idlePreliminary" as const);
    fc.assert(
      fc.property(started, length, arrangement, kinds, (from, of, year, kind) => {
        const clock = { ...begin(from, of, calendarWith()), kind };
        const days = daysOf(from, of, calendarWith(year));
        const [move] = moveOf(clock, days);
        expect(move?.after.dueOn ?? clock.dueOn).toBe(days.dueOn > clock.dueOn ? days.dueOn : clock.dueOn);
      }),
      runs,
    );
  });

  test("leaves alone what is done, and every clock that ended before its first day", () => {
    fc.assert(
      fc.property(started, length, arrangement, (from, of, year) => {
        const clock = begin(from, of, calendarWith());
        const days = daysOf(from, of, calendarWith(year));
        expect(moveOf({ ...clock, metOn: clock.dueOn }, days)).toEqual([]);
        if ((clock.escalateOn ?? clock.dueOn) < "2027-01-01") expect(moveOf(clock, days)).toEqual([]);
      }),
      runs,
    );
  });

  test("ends on a working day of the new calendar, as many working days away as before, and is not provisional within the year", () => {
    fc.assert(
      fc.property(started, length, arrangement, (from, of, year) => {
        const calendar = calendarWith(year);
        const { dueOn, warnOn, escalateOn = "", provisional } = daysOf(from, of, calendar);
        expect(calendar.isWorkingDay(dueOn)).toBe(true);
        expect(calendar.between(from, dueOn)).toBe(of.workingDays);
        expect(calendar.between(dueOn, escalateOn)).toBe(of.escalateAfter);
        expect(from <= warnOn && warnOn <= dueOn && dueOn < escalateOn).toBe(true);
        expect(provisional).toBe(dueOn > "2027-12-31");
      }),
      runs,
    );
  });

  test("takes back exactly what is wrong now, however often it changes; what stands was called for, each level once", () => {
    const changes = fc.array(fc.tuple(arrangement, fc.nat(15)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(started, length, changes, (from, of, years) => {
        const about = { entryId: "ent_1" };
        const standing = new Map<string, string>();
        let said: readonly string[] = [];
        let clock = begin(from, of, calendarWith());
        const called = (level: string, day: string): boolean => {
          const { warnOn, dueOn, escalateOn = "" } = clock;
          const days = new Map(Object.entries({ dueSoon: warnOn, overdue: addDays(dueOn, 1), escalated: escalateOn }));
          return (days.get(level) ?? "9999") <= day;
        };
        const sweep = (day: string): void => {
          const at = new Date(`${day}T00:05:00+08:00`);
          for (const alert of alertsWithin([clock], about, { upTo: day, said }, at)) {
            expect([...standing.values()]).not.toContain(alert.level);
            standing.set(alert.alertId, alert.level);
            said = saidWith(said, alert);
          }
        };
        let today = from;
        for (const [year, wait] of years) {
          for (const until = addDays(today, wait); today < until; today = addDays(today, 1)) sweep(today);
          sweep(today);
          const [move] = moveOf(clock, daysOf(from, of, calendarWith(year)));
          if (!move) continue;
          const stood = [...standing];
          clock = move.after;
          const wrong = wrongAlerts(move, today, said);
          said = saidWithout(said, wrong);
          for (const id of wrong) standing.delete(id);
          expect([...standing]).toEqual(stood.filter(([, level]) => called(level, today)));
        }
        for (const end = addDays(clock.escalateOn ?? "", 1); today <= end; today = addDays(today, 1)) sweep(today);
        // The last change may have come after the end.
        sweep(today);
        expect([...standing.values()].filter((level) => level === "escalated")).toHaveLength(1);
        expect(nextSay([clock], said)).toBeUndefined();
      }),
      runs,
    );
  });
});

describe("what the office can record of a year", () => {
  test("is any arrangement whose days are in the year, named once, off or worked", () => {
    fc.assert(
      fc.property(arrangement, (year) => {
        expect(yearFaults("2027", year)).toEqual([]);
        const closed = year.closingDays.map(({ on }) => on);
        const calendar = calendarWith(year);
        for (const day of [...year.off, ...closed]) expect(calendar.isWorkingDay(day)).toBe(false);
        for (const day of year.work) expect(calendar.isWorkingDay(day)).toBe(!closed.includes(day));
      }),
      runs,
    );
  });

  test.each([
    ["another year's day", { off: ["2027-01-04", "2028-01-03"] }, "date.otherYear", "arrangement.off.1"],
    [
      "a day of the year before that no New Year holiday reaches",
      { off: ["2026-12-01"] },
      "date.otherYear",
      "arrangement.off.0",
    ],
    ["a day twice", { off: ["2027-01-01", "2027-01-01"] }, "date.twice", "arrangement.off.1"],
    ["a day off and worked", { off: ["2027-02-20"], work: ["2027-02-20"] }, "date.offAndWork", "arrangement.work.0"],
    ["a weekday swapped in", { work: ["2027-02-22"] }, "work.notWeekend", "arrangement.work.0"],
  ])("is not %s", (_words, change, code, field) => {
    const faults = yearFaults("2027", { off: [], work: [], closingDays: [], ...change });
    expect(faults).toMatchObject([{ code, field }]);
  });

  test("is every year that ships", () => {
    for (const [year, { off, work }] of Object.entries(shippedArrangements()))
      if (year !== "2020") expect([year, yearFaults(year, { off, work, closingDays: [] })]).toEqual([year, []]);
  });
});
