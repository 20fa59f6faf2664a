import { describe, expect, test } from "vitest";
import {
  newestOf,
  nextStep,
  type Peppers,
  readPeppers,
  retiredAfterMs,
  settledMs,
  writePeppers,
} from "../../shared/domain/subject/pepper.ts";

const [one, two] = ["1".repeat(64), "2".repeat(64)];
const at = new Date("2026-11-23T01:50:00+08:00");
const later = (ms: number) => new Date(at.getTime() + ms);
const begun: Peppers = {
  current: 1,
  versions: new Map([
    [1, one],
    [2, two],
  ]),
};
const announced = { ...begun, announcedAt: at.toISOString() };
const switched = { ...announced, current: 2, switchedAt: at.toISOString() };

describe("SPEC Persons: the pepper", () => {
  test("begins as a plain text, which is version 1", () => {
    expect(readPeppers(one)).toEqual({ current: 1, versions: new Map([[1, one]]) });
  });

  test("is read as it was written, versions in order, and refused where it names no current one", () => {
    expect(readPeppers(writePeppers(switched))).toEqual(switched);
    expect(newestOf(readPeppers(writePeppers(switched)))).toBe(2);
    expect(() => readPeppers(JSON.stringify({ current: 3, versions: { "1": one } }))).toThrow(/current/);
    expect(() => readPeppers(JSON.stringify({ current: 1, versions: { "1": "short" } }))).toThrow();
  });

  test.each<[string, Peppers, Date, string]>([
    ["one version", { current: 1, versions: new Map([[1, one]]) }, at, "none"],
    ["just begun", begun, at, "announce"],
    ["announced a moment ago", announced, later(settledMs - 1), "wait"],
    ["announced half an hour ago", announced, later(settledMs), "switch"],
    ["switched a moment ago", switched, later(settledMs - 1), "wait"],
    ["switched half an hour ago", switched, later(settledMs), "move"],
    ["switched seven days ago", switched, later(retiredAfterMs - 1), "move"],
    ["switched eight days ago", switched, later(retiredAfterMs), "retire"],
  ])("%s", (_, peppers, instant, step) => {
    expect(nextStep(peppers, instant)).toBe(step);
  });
});
