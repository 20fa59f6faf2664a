import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createAlertReader } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createDueStore } from "../../shared/adapters/dynamodb/entry/due.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createEntryReader } from "../../shared/adapters/dynamodb/entry/entry-reader.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { sweepDue } from "../../shared/app/entry/sweep-due.ts";
import { isEntryEvent } from "../../events/catalogue.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { shippedArrangements } from "../../shared/calendar/arrangements.ts";
import { createWorkingCalendar } from "../../shared/calendar/working-calendar.ts";
import { nameKeyOf } from "../../shared/domain/subject/standing.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import { personsIn } from "../support/persons.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { calendar, listing, monday, officer, rulesFor, shipped, usccNo } from "../support/house.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const newSubjectId = () => `sbj_${encode(randomBytes(20))}`;

const house = (now: Date = monday) => {
  const { db, table } = engine;
  return {
    now: () => now,
    rulesFor,
    calendar,
    catalogue: shipped,
    entries: createEntryStore(db, { subjects: table.Subjects, lists: table.Lists, intake: table.Intake }),
    agencies: createAgencyRegister(db, table.Register, () => now),
    newSubjectId,
    persons: personsIn(db, table.Subjects, newSubjectId),
    due: createDueStore(db, table.Lists),
    reader: createEntryReader(db, table.Lists),
    standings: createStandingReader(db, table.Subjects),
    requests: createRequestLog(db, table.Intake),
    alerts: createAlertReader(db, table.Lists),
  };
};

const submit = async (n: number, report = true) => {
  const done = await submitEntry(house(), { input: listing(n), by: officer, correlationId: "test", report });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value;
};

const replayed = async (entry: Entry): Promise<Entry | undefined> =>
  (await house().reader.history(entry.subjectId))
    .filter(isEntryEvent)
    .filter((event) => event.entryId === entry.entryId)
    .reduce<Entry | undefined>(evolve, undefined);

test("a submitted entry is published in one decision, found by USCC and by name, and its history replays to its state", async () => {
  const { entry, created } = await submit(1);
  expect(created).toBe(true);
  expect(entry.state).toBe("published");
  const stored = await house().reader.entry(entry.entryId);
  expect(await replayed(entry)).toEqual(stored?.entry);
  expect(stored?.entry).toEqual(entry);
  const { standings } = house();
  expect((await standings.byUscc(usccNo(1)))?.entries.map(({ entryId }) => entryId)).toEqual([entry.entryId]);
  expect((await standings.byName(nameKeyOf("衡川市第1制造有限公司"))).map(({ uscc }) => uscc)).toEqual([usccNo(1)]);
  expect((await standings.many([`uscc:${usccNo(1)}`, `uscc:${usccNo(999)}`])).size).toBe(1);
});

test("the same listing again changes nothing", async () => {
  const first = await submit(2);
  const again = await submit(2);
  expect(again.created).toBe(false);
  expect(again.entry).toEqual(first.entry);
  expect(await house().reader.history(first.entry.subjectId)).toHaveLength(3);
});

test("listings of one new subject at the same instant all stand, in one gapless sequence", async () => {
  const inputs = Array.from({ length: 8 }, (_, n) => {
    const input = listing(3);
    return { ...input, basis: { ...input.basis, documentNo: `衡市监处罚〔2026〕3-${n}号` } };
  });
  const done = await Promise.all(
    inputs.map((input) => submitEntry(house(), { input, by: officer, correlationId: "race", report: true })),
  );
  expect(done.every((each) => each.ok && each.value.created)).toBe(true);
  const standing = await house().standings.byUscc(usccNo(3));
  expect(standing?.entries).toHaveLength(8);
  const history = await house().reader.history(standing?.subjectId ?? "");
  expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: 24 }, (_, n) => n + 1));
});

test("the sweep ends what ran out, once, and the replayed state is the stored one", async () => {
  const { entry } = await submit(5);
  const evening = new Date("2028-11-17T23:05:00+08:00");
  await sweepDue(house(), evening, "sweep");
  expect((await house().reader.entry(entry.entryId))?.entry.state).toBe("published");
  const midnight = new Date("2028-11-18T00:05:00+08:00");
  await sweepDue(house(), midnight, "sweep");
  expect((await sweepDue(house(), midnight, "sweep")).exited).toBe(0);
  const stored = await house().reader.entry(entry.entryId);
  expect(stored?.entry).toMatchObject({ state: "exited", exitReason: "expired", exitedOn: "2028-11-18" });
  expect(await replayed(entry)).toEqual(stored?.entry);
  expect((await house().standings.byUscc(usccNo(5)))?.entries).toEqual([]);
  expect(await house().standings.byName(nameKeyOf("衡川市第5制造有限公司"))).toEqual([]);
});

test("an unreported entry raises one alert for each level of its report clock, however often the sweep comes (A §3)", async () => {
  const { entry } = await submit(6, false);
  expect(entry.state).toBe("determined");
  expect(entry.clocks[0]?.dueOn).toBe("2026-11-25");
  const late = new Date("2026-11-26T00:05:00+08:00");
  const dueDay = new Date("2026-11-25T23:05:00+08:00");
  expect((await sweepDue(house(), dueDay, "sweep")).alerts).toBe(1);
  expect((await sweepDue(house(), dueDay, "sweep")).alerts).toBe(0);
  expect((await sweepDue(house(), late, "sweep")).alerts).toBe(1);
  expect((await sweepDue(house(), late, "sweep")).alerts).toBe(0);
  const { items } = await house().alerts.ofAgency("market-regulation", "2026-11", {}, { limit: 10 });
  expect(items).toMatchObject([
    { entryId: entry.entryId, level: "dueSoon" },
    { entryId: entry.entryId, level: "overdue" },
  ]);
  expect(
    (await house().alerts.ofAgency("market-regulation", "2026-11", { level: "overdue" }, { limit: 10 })).items,
  ).toHaveLength(1);
  expect((await house().alerts.ofAgency("tax", "2026-11", {}, { limit: 10 })).items).toEqual([]);
});

test("a subject that authorities spell differently is found under each published name while it is, in one request", async () => {
  const spelled = (n: number, name: string, validTo: string) => {
    const input = listing(7);
    return {
      ...input,
      subject: { ...input.subject, name },
      basis: { ...input.basis, documentNo: `衡市监处罚〔2026〕7-${n}号` },
      validTo,
    };
  };
  const names = ["衡川市第7制造有限公司", "衡川第七制造有限公司", "第七制造"];
  const ends = ["2028-11-17", "2027-03-01", "2027-06-01"];
  for (const [n, name] of names.entries()) {
    const input = spelled(n, name, ends[n] ?? "");
    const done = await submitEntry(house(), { input, by: officer, correlationId: "spelling", report: true });
    expect(done.ok && done.value.created).toBe(true);
  }
  const { standings } = house();
  const found = async (): Promise<readonly (readonly [identifier: string, entries: number])[][]> =>
    Promise.all(
      names.map(async (name) =>
        (await standings.byName(nameKeyOf(name))).map(
          ({ identifier, entries }) => [identifier, entries.length] as const,
        ),
      ),
    );
  const whole = [`uscc:${usccNo(7)}`, 3] as const;
  expect(await found()).toEqual([[whole], [whole], [whole]]);
  await sweepDue(house(), new Date("2027-06-02T00:05:00+08:00"), "sweep");
  expect(await found()).toEqual([[[`uscc:${usccNo(7)}`, 1]], [], []]);
  await sweepDue(house(), new Date("2028-11-18T00:05:00+08:00"), "sweep");
  expect(await found()).toEqual([[], [], []]);
  expect((await standings.byUscc(usccNo(7)))?.filedUnder).toBeUndefined();
});

test("a proposal that nobody takes further lapses with the first sweep after its idle days, and not before", async () => {
  const { determinedOn: _, ...proposal } = listing(40);
  const done = await submitEntry(house(), { input: proposal, by: officer, correlationId: "idle", report: true });
  if (!done.ok) throw new Error(done.refusal.code);
  const { entryId, lapsesAfter = "" } = done.value.entry;
  const swept = async (day: string) => {
    await sweepDue(house(), new Date(`${day}T01:05:00+08:00`), "sweep");
    return (await house().reader.entry(entryId))?.entry;
  };
  expect(await swept(lapsesAfter)).toMatchObject({ state: "preliminary" });
  expect(await swept(addDays(lapsesAfter, 1))).toMatchObject({ state: "abandoned", exitReason: "lapsed" });
});

test("SPEC: a proposal has the longer time that a late arrangement of the year gives it, and the sweep waits for it", async () => {
  const { determinedOn: _, ...proposal } = listing(41);
  const done = await submitEntry(house(), { input: proposal, by: officer, correlationId: "idle", report: true });
  if (!done.ok) throw new Error(done.refusal.code);
  const { entryId, lapsesAfter = "" } = done.value.entry;
  const off = ["2027-01-01", "2027-01-04", "2027-01-05"];
  const calendar = createWorkingCalendar({
    ...shippedArrangements(),
    2027: { sources: ["https://a.cn/"], off, work: [] },
  });
  const { dueOn } = calendar.add("2026-11-23", 60);
  expect(dueOn > addDays(lapsesAfter, 1)).toBe(true);
  const swept = async (day: string) => {
    const report = await sweepDue({ ...house(), calendar }, new Date(`${day}T01:05:00+08:00`), "sweep");
    expect(report.failed).toBe(0);
    return (await house().reader.entry(entryId))?.entry;
  };
  expect(await swept(addDays(lapsesAfter, 1))).toMatchObject({ state: "preliminary", lapsesFrom: "2026-11-23" });
  expect(await swept(dueOn)).toMatchObject({ state: "preliminary" });
  expect(await swept(addDays(dueOn, 1))).toMatchObject({ state: "abandoned", exitReason: "lapsed" });
});
