import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import chineseDays from "chinese-days";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { addDays } from "../../shared/kernel/local-date.ts";
import { calendar } from "../support/house.ts";

/** The arrangements read again, and working days counted again one by one: nothing here is the product's. */
const years = z
  .object({
    years: z.record(
      z.string(),
      z.object({ sources: z.array(z.string()), off: z.array(z.string()), work: z.array(z.string()) }),
    ),
  })
  .parse(
    JSON.parse(readFileSync(resolve(import.meta.dirname, "../../shared/calendar/working-days.json"), "utf8")),
  ).years;
const off = new Set(Object.values(years).flatMap((year) => year.off));
const work = new Set(Object.values(years).flatMap((year) => year.work));
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const next = (day: string): string => dayOf(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
const works = (day: string): boolean => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return work.has(day) || (!off.has(day) && weekday !== 0 && weekday !== 6);
};
const naive = (from: string, days: number): string => {
  let day = from;
  for (let left = days; left > 0;) {
    day = next(day);
    if (works(day)) left--;
  }
  return day;
};

const day = fc
  .integer({ min: Date.UTC(2007, 0, 1) / 86_400_000, max: Date.UTC(2027, 11, 31) / 86_400_000 })
  .map((number) => dayOf(number * 86_400_000));
const length = fc.integer({ min: 0, max: 80 });
const runs = { numRuns: 3_000 };
const due = (from: string, days: number): string => calendar.add(from, days).dueOn;

describe("SPEC Working days and clocks: the last day of a period", () => {
  test("is what counting day by day gives, the first day not counted", () => {
    fc.assert(
      fc.property(day, length, (from, days) => {
        expect(due(from, days)).toBe(naive(from, days));
      }),
      runs,
    );
  });

  test("is a working day after the first, whatever day the period starts on", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 80 }), (from, days) => {
        const dueOn = due(from, days);
        expect(calendar.isWorkingDay(dueOn) && dueOn > from).toBe(true);
      }),
      runs,
    );
  });

  test("moves on by exactly one working day with each day more", () => {
    fc.assert(
      fc.property(day, length, (from, days) => {
        expect(due(from, days + 1)).toBe(naive(due(from, days), 1));
      }),
      runs,
    );
  });

  test("never comes earlier for a later start", () => {
    fc.assert(
      fc.property(day, day, length, (one, other, days) => {
        const [earlier = "", later = ""] = [one, other].sort();
        expect(due(earlier, days) <= due(later, days)).toBe(true);
      }),
      runs,
    );
  });

  test("lies as many working days away as the period is long", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 80 }), (from, days) => {
        expect(calendar.between(from, due(from, days))).toBe(days);
      }),
      runs,
    );
  });

  test("can be reached in two steps as in one", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), length, (from, first, second) => {
        expect(due(due(from, first), second)).toBe(due(from, first + second));
      }),
      runs,
    );
  });
});

describe("working days between two days", () => {
  test("are those after the first up to the last, and none backwards", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -100, max: 200 }), (from, offset) => {
        const to = addDays(from, offset);
        let count = 0;
        for (let each = from; each < to;) {
          each = next(each);
          if (works(each)) count++;
        }
        expect(calendar.between(from, to)).toBe(count);
      }),
      runs,
    );
  });
});

describe("the State Council's arrangements", () => {
  const published = Object.entries(years).filter(([, { sources }]) => sources.length > 0);

  test("are there for every year from 2007 to 2026, each with its source", () => {
    expect(published.map(([year]) => year)).toEqual(Array.from({ length: 20 }, (_, n) => String(2007 + n)));
    for (const [year, { sources }] of published) {
      expect(calendar.sources(year)).toEqual(sources);
      expect(
        sources.every((source) => /^https?:\/\/www\.gov\.cn\//.test(source)),
        year,
      ).toBe(true);
    }
  });

  test.each(published)("of %s are honoured day by day", (_year, { off: holidays, work: worked }) => {
    expect(holidays.length).toBeGreaterThan(20);
    expect(worked.length).toBeGreaterThan(0);
    expect(holidays.filter((each) => calendar.isWorkingDay(each))).toEqual([]);
    expect(worked.filter((each) => !calendar.isWorkingDay(each))).toEqual([]);
    expect(holidays.filter((each) => worked.includes(each))).toEqual([]);
  });

  test("swap in weekend days only, but for the Monday that the notice of 27 January 2020 names", () => {
    const swapped = [...work].filter((each) => ![0, 6].includes(new Date(`${each}T00:00:00Z`).getUTCDay()));
    expect(swapped).toEqual(["2020-02-03"]);
  });

  test("agree with the chinese-days package on every day from 2007 to 2026", () => {
    const differing: string[] = [];
    let checked = 0;
    for (let each = "2007-01-01"; each <= "2026-12-31"; each = next(each), checked++)
      if (chineseDays.isWorkday(each) !== calendar.isWorkingDay(each)) differing.push(each);
    expect(checked).toBe(7_305);
    expect(differing).toEqual([]);
  });
});

describe("examples worked by hand", () => {
  test.each([
    ["Spring Festival 2026: 13, then Saturday 14 worked, off 15-23, then 24, 25, 26", "2026-02-12", 5, "2026-02-26"],
    ["Spring Festival 2026: the Saturday after it is worked as well", "2026-02-26", 2, "2026-02-28"],
    ["Spring Festival 2026: started in the middle of the holiday", "2026-02-18", 1, "2026-02-24"],
    ["National Day 2026: 10 October is a Saturday that is worked", "2026-09-30", 3, "2026-10-10"],
    ["an ordinary week", "2026-11-18", 5, "2026-11-25"],
    ["seven working days, A §19", "2026-11-18", 7, "2026-11-27"],
  ])("%s", (_words, from, days, dueOn) => {
    expect(calendar.add(from, days)).toEqual({ dueOn, provisional: false });
  });
});

describe("a year whose arrangement is not out", () => {
  test("makes provisional exactly the periods that touch it", () => {
    expect(calendar.add("2026-12-24", 5)).toEqual({ dueOn: "2026-12-31", provisional: false });
    expect(calendar.add("2026-12-24", 6)).toMatchObject({ provisional: true });
    expect(calendar.add("2026-12-30", 5)).toEqual({ dueOn: "2027-01-06", provisional: true });
    expect(calendar.add("2027-03-01", 1)).toEqual({ dueOn: "2027-03-02", provisional: true });
    expect(calendar.add("2006-12-29", 1).provisional).toBe(true);
  });

  test("is taken on plain weekends", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), (offset) => {
        const each = addDays("2027-01-01", offset);
        const weekday = new Date(`${each}T00:00:00Z`).getUTCDay();
        expect(calendar.isWorkingDay(each)).toBe(weekday !== 0 && weekday !== 6);
      }),
      { numRuns: 700 },
    );
  });

  test("has no source", () => {
    expect(calendar.sources("2027")).toEqual([]);
  });
});

test("the calendar says how far it reaches, and throws beyond rather than guess", () => {
  expect(calendar.reaches("2060-12-01", 5)).toBe(true);
  expect(calendar.reaches("2060-12-31", 1)).toBe(false);
  expect(calendar.reaches("1999-12-31", 1)).toBe(false);
  expect(() => calendar.add("2060-12-31", 5)).toThrow(RangeError);
  expect(() => calendar.add("1999-12-31", 5)).toThrow(RangeError);
  expect(() => calendar.between("1999-12-31", "2026-01-01")).toThrow(RangeError);
});
