import { describe, expect, it } from "vitest";
import { cronPattern, readSchedule } from "../../../infra/local/sources/schedule-expression.ts";

const at = (text: string): number => Date.parse(text);
const iso = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : new Date(ms).toISOString());

describe("cronPattern", () => {
  it.each([
    ["0/15 * * * ? *", "0 0-59/15 * * * * *"],
    ["5 * * * ? *", "0 5 * * * * *"],
    ["0 0/6,23 ? * 2-6 2027", "0 0 0-23/6,23 * * 2-6 2027"],
    ["0 9 */2 * ? *", "0 0 9 */2 * * *"],
  ])("%s", (given, expected) => expect(cronPattern(given)).toBe(expected));

  it("wants six fields", () => expect(() => cronPattern("0 * * * *")).toThrow("six fields"));
});

describe("readSchedule", () => {
  it.each([
    ["cron(5 * * * ? *)", "2026-03-01T00:05:00Z", "2026-03-01T01:05:00.000Z"],
    ["cron(0 2 * * ? *)", "2026-03-01T00:00:00Z", "2026-03-01T18:00:00.000Z"],
    ["cron(30 8 ? * MON-FRI *)", "2026-02-28T00:00:00Z", "2026-03-02T00:30:00.000Z"],
    ["cron(30 8 ? * 2-6 *)", "2026-02-28T00:00:00Z", "2026-03-02T00:30:00.000Z"],
    ["cron(0 0 L * ? *)", "2026-02-01T00:00:00Z", "2026-02-27T16:00:00.000Z"],
    ["cron(0 9 ? * 2#1 *)", "2026-03-03T00:00:00Z", "2026-04-06T01:00:00.000Z"],
    ["cron(0 0 1 1 ? 2030)", "2026-03-03T00:00:00Z", "2029-12-31T16:00:00.000Z"],
  ])("%s after %s", (expression, from, expected) => {
    expect(iso(readSchedule(expression, "Asia/Shanghai", 0).after(at(from)))).toBe(expected);
  });

  it("finds the latest missed time, and none before the last one fired", () => {
    const hourly = readSchedule("cron(5 * * * ? *)", "Asia/Shanghai", 0);
    const since = at("2026-03-01T00:05:00Z");
    expect(iso(hourly.lastBetween(since, at("2026-03-01T04:30:00Z")))).toBe("2026-03-01T04:05:00.000Z");
    expect(iso(hourly.lastBetween(since, at("2026-03-01T01:05:00Z")))).toBe("2026-03-01T01:05:00.000Z");
    expect(iso(hourly.lastBetween(since, at("2026-03-01T01:05:00.400Z")))).toBe("2026-03-01T01:05:00.000Z");
    expect(hourly.lastBetween(since, at("2026-03-01T01:04:59.999Z"))).toBeUndefined();
  });

  it("counts a rate from its anchor", () => {
    const anchor = at("2026-03-01T00:00:30Z");
    const often = readSchedule("rate(5 minutes)", "UTC", anchor);
    expect(iso(often.after(anchor))).toBe("2026-03-01T00:05:30.000Z");
    expect(iso(often.after(at("2026-03-01T00:05:30Z")))).toBe("2026-03-01T00:10:30.000Z");
    expect(iso(often.lastBetween(anchor, at("2026-03-01T00:14:00Z")))).toBe("2026-03-01T00:10:30.000Z");
    expect(often.lastBetween(anchor, at("2026-03-01T00:05:29Z"))).toBeUndefined();
  });

  it("fires at(…) once", () => {
    const once = readSchedule("at(2026-03-01T09:00:00)", "Asia/Shanghai", 0);
    expect(iso(once.after(at("2026-03-01T00:00:00Z")))).toBe("2026-03-01T01:00:00.000Z");
    expect(once.after(at("2026-03-01T01:00:00Z"))).toBeUndefined();
  });

  it.each(["rate(0 minutes)", "rate(5 fortnights)", "every(5)"])("refuses %s", (expression) => {
    expect(() => readSchedule(expression, "UTC", 0)).toThrow();
  });
});
