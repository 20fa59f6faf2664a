import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createEntryReader } from "../../shared/adapters/dynamodb/entry/entry-reader.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { activeEntries } from "../../shared/domain/entry/cross-check.ts";
import { mostEndedAtOnce } from "../../shared/domain/entry/consequences.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { shownEntries } from "../../shared/domain/subject/standing.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { calendar, listing, monday, officer, rulesFor, shipped, usccNo } from "../support/house.ts";
import { personsIn } from "../support/persons.ts";

/** Red and black determined at the same instant, in random order, for 500 subjects on the engine (A §3). */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const newSubjectId = () => `sbj_${encode(randomBytes(20))}`;
const house = () => {
  const { db, table } = engine;
  return {
    now: () => monday,
    rulesFor,
    calendar,
    catalogue: shipped,
    entries: createEntryStore(db, { subjects: table.Subjects, lists: table.Lists, intake: table.Intake }),
    agencies: createAgencyRegister(db, table.Register, () => monday),
    persons: personsIn(db, table.Subjects, newSubjectId),
    newSubjectId,
  };
};
const today = "2026-11-23";
const procedure = { publicNotice: { opensOn: "2026-11-09", endsOn: "2026-11-16", channel: "门户网站" } };
const red = (n: number, which: number): EntryInput =>
  listing(n, {
    list: "red",
    severity: "general",
    procedure,
    basis: { ...listing(n).basis, documentKind: "award", documentNo: `衡税优〔2026〕${n}-${which}号` },
  });
const submit = async (input: EntryInput): Promise<string> => {
  for (;;) {
    const done = await submitEntry(house(), { input, by: officer, correlationId: "race", report: true });
    if (done.ok) return "stands";
    if (done.refusal.code !== "request.busy") return done.refusal.code;
  }
};
const inRandomOrder = <T>(all: readonly T[]): T[] =>
  all
    .map((each) => [Math.random(), each] as const)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each);

test("500 subjects: never both active at the end, never neither, black wins; more than 40 red entries end as well", async () => {
  const many = new Set([7, 8]);
  for (const n of many)
    for (let which = 0; which < mostEndedAtOnce + 5; which++) expect(await submit(red(n, which))).toBe("stands");

  const outcomes = new Map<number, string[]>();
  const race = async (n: number): Promise<void> => {
    const both = inRandomOrder([listing(n), red(n, 99)]);
    outcomes.set(n, await Promise.all(both.map(submit)));
  };
  const subjects = inRandomOrder(Array.from({ length: 500 }, (_, n) => n + 1));
  const lane = async (): Promise<void> => {
    for (let n = subjects.pop(); n !== undefined; n = subjects.pop()) await race(n);
  };
  await Promise.all(Array.from({ length: 12 }, lane));

  const standings = createStandingReader(engine.db, engine.table.Subjects);
  let redFirst = 0;
  for (const [n, said] of outcomes) {
    const standing = await standings.byUscc(usccNo(n));
    if (!standing) throw new Error(`subject ${n} has no standing`);
    expect(activeEntries(standing, "black", today)).toHaveLength(1);
    expect(activeEntries(standing, "red", today)).toEqual([]);
    expect(standing.redOver).toBeUndefined();
    expect(shownEntries(standing, today).map(({ list }) => list)).toEqual(["black"]);
    // Whoever came second: a red one was refused, or it stood for a moment and ended.
    expect(said.filter((each) => each !== "stands" && each !== "crossCheck.blackListed")).toEqual([]);
    if (said.every((each) => each === "stands")) redFirst++;
  }
  // Both orders were met, so that the law was not held by one of them alone.
  expect(redFirst).toBeGreaterThan(5);
  expect(redFirst).toBeLessThan(495);

  const reader = createEntryReader(engine.db, engine.table.Lists);
  for (const n of many) {
    const standing = await standings.byUscc(usccNo(n));
    const history = await reader.history(standing?.subjectId ?? "");
    expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1));
    const ended = history.filter(({ type }) => type === "entry-abandoned" || type === "entry-exited");
    expect(ended.length).toBeGreaterThanOrEqual(mostEndedAtOnce + 5);
  }
});
