import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  parseDate,
  shanghaiDate,
  shanghaiInstant,
  weekday,
} from "../../shared/kernel/local-date.ts";

describe("a date as offices write it (SPEC capability 1)", () => {
  test.each([
    ["2026-11-21", "2026-11-21"],
    ["2026/11/21", "2026-11-21"],
    ["2026/1/5", "2026-01-05"],
    ["2026/01/05", "2026-01-05"],
    ["2026年11月21日", "2026-11-21"],
    ["2026年1月5日", "2026-01-05"],
    ["  2026-11-21\t", "2026-11-21"],
    ["2024-02-29", "2024-02-29"],
    ["2000/2/29", "2000-02-29"],
  ])("reads %j as %s", (text, date) => {
    expect(parseDate(text)).toBe(date);
  });

  test.each([
    "",
    "2026",
    "2026-11",
    "2026-02-30",
    "2026/2/29",
    "2100-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-00",
    "2026年4月31日",
    "2026年4月",
    "2026-11/21",
    "2026/11-21",
    "2026.11.21",
    "20261121",
    "26-11-21",
    "46347",
    "2026-11-21 00:00:00",
    "2026-11-21T00:00:00Z",
    "２０２６-11-21",
    "0099-01-01",
    "明年",
  ])("does not take %j for a day", (text) => {
    expect(parseDate(text)).toBeUndefined();
  });
});

describe("arithmetic on days", () => {
  test.each([
    ["2026-12-31", 1, "2027-01-01"],
    ["2027-01-01", -1, "2026-12-31"],
    ["2024-02-28", 1, "2024-02-29"],
    ["2026-02-28", 1, "2026-03-01"],
    ["2026-11-21", 0, "2026-11-21"],
    ["2026-11-21", 366, "2027-11-22"],
  ])("%s and %i days is %s", (from, days, to) => {
    expect(addDays(from, days)).toBe(to);
  });

  test.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2026-03-31", 1, "2026-04-30"],
    ["2026-11-30", 3, "2027-02-28"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", 48, "2028-02-29"],
    ["2026-11-02", 36, "2029-11-02"],
    ["2026-12-15", 1, "2027-01-15"],
    ["2026-11-02", 0, "2026-11-02"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-01-15", -1, "2025-12-15"],
  ])("%s and %i months is %s: the month's last day where it has no such day", (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });

  test("21 November 2026 is a Saturday, the 22nd a Sunday", () => {
    expect([weekday("2026-11-21"), weekday("2026-11-22"), weekday("2026-11-23")]).toEqual([6, 0, 1]);
  });
});

describe("the day in Shanghai (SPEC: due is 24:00, Asia/Shanghai)", () => {
  test.each([
    ["2026-11-22T15:59:59.999Z", "2026-11-22"],
    ["2026-11-22T16:00:00.000Z", "2026-11-23"],
    ["2026-11-23T00:00:00+08:00", "2026-11-23"],
    ["2026-11-22T23:59:59.999+08:00", "2026-11-22"],
    ["2026-12-31T16:00:00Z", "2027-01-01"],
    ["2024-02-28T16:00:00Z", "2024-02-29"],
  ])("at %s is %s", (instant, date) => {
    expect(shanghaiDate(new Date(instant))).toBe(date);
  });

  test("an instant is written with Shanghai's offset, begins with Shanghai's day and is the same instant", () => {
    const instant = new Date("2026-11-22T16:00:00.007Z");
    expect(shanghaiInstant(instant)).toBe("2026-11-23T00:00:00.007+08:00");
    expect(new Date(shanghaiInstant(instant)).getTime()).toBe(instant.getTime());
  });

  test("agrees with the time-zone database on every day since summer time ended", () => {
    const format = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" });
    for (let ms = Date.UTC(1992, 0, 1, 15, 59, 59); ms < Date.UTC(2060, 0, 1); ms += 86_400_000) {
      for (const instant of [new Date(ms), new Date(ms + 1_000)])
        if (shanghaiDate(instant) !== format.format(instant))
          expect(shanghaiDate(instant)).toBe(format.format(instant));
    }
  });
});
