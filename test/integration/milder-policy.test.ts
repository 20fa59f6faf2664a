import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isEntryEvent } from "../../events/catalogue.ts";
import type { EndingDue } from "../../events/ending-due/v1.ts";
import { createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createDecisionLog } from "../../shared/adapters/dynamodb/entry/decisions.ts";
import { createDueStore } from "../../shared/adapters/dynamodb/entry/due.ts";
import { createEndingLog } from "../../shared/adapters/dynamodb/measure/ending-log.ts";
import { createEntryReader } from "../../shared/adapters/dynamodb/entry/entry-reader.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createLiveEntries } from "../../shared/adapters/dynamodb/entry/live-entries.ts";
import { createPositions } from "../../shared/adapters/dynamodb/trigger/positions.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { createTriggerMaker } from "../../shared/adapters/dynamodb/trigger/trigger-maker.ts";
import { createTriggerStore } from "../../shared/adapters/dynamodb/trigger/triggers.ts";
import { advanceEntry } from "../../shared/app/entry/advance-entry.ts";
import { publishEntry } from "../../shared/app/entry/entry-acts.ts";
import { endMeasures, startEndings } from "../../shared/app/measure/end-measures.ts";
import { explainPublicEntry } from "../../shared/app/why/explain-entries.ts";
import { makeTriggers } from "../../shared/app/trigger/make-triggers.ts";
import { showEntry } from "../../shared/app/entry/show-entry.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { sweepDue } from "../../shared/app/entry/sweep-due.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { type Entry, entryOn } from "../../shared/domain/entry/entry.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import { shownEntries } from "../../shared/domain/subject/standing.ts";
import { inWords } from "../../shared/domain/why/in-words.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";
import { shippedLimitingPolicies, shippedReviewBook } from "../../shared/policy/shipped-rulebook.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { calendar, listing, officer, rulesFor, shipped, triggerRules, usccNo } from "../support/house.ts";
import { personsIn } from "../support/persons.ts";

/** Entries determined under the papers of 2017, over 1 April 2026, when Order 36 came into force: it is milder. */

let engine: TestEngine;
beforeEach(async () => {
  engine = await startEngine();
  sent = [];
  at("2026-03-16T09:00:00+08:00");
});
// Each test has a log of its own of what has been looked through.
afterEach(() => {
  engine.stop();
});

let now = new Date(0);
const at = (instant: string) => {
  now = new Date(instant);
};
let sent: EndingDue[] = [];

const newSubjectId = () => `sbj_${encode(randomBytes(20))}`;
const house = () => {
  const { db, table } = engine;
  return {
    now: () => now,
    rulesFor,
    limitingOn: shippedLimitingPolicies(),
    calendar,
    catalogue: shipped,
    reviewOn: shippedReviewBook(),
    agencies: createAgencyRegister(db, table.Register, () => now),
    entries: createEntryStore(db, { subjects: table.Subjects, lists: table.Lists, intake: table.Intake }),
    newSubjectId,
    persons: personsIn(db, table.Subjects, newSubjectId),
    due: createDueStore(db, table.Lists),
    live: createLiveEntries(db, table.Lists),
    endings: createEndingLog(db, table.Catalogue),
    endingQueue: {
      send: (messages: readonly EndingDue[]) => {
        sent.push(...messages);
        return Promise.resolve();
      },
    },
    reader: createEntryReader(db, table.Lists),
    standings: createStandingReader(db, table.Subjects),
  };
};

const old = (n: number, change: Partial<EntryInput> = {}, decidedOn = "2026-03-02"): EntryInput =>
  listing(n, {
    severity: "general",
    basis: { ...listing(n).basis, decidedOn },
    determinedOn: "2026-03-16",
    validTo: "2031-03-01",
    ...change,
  });
const submit = async (input: EntryInput): Promise<Entry> => {
  const done = await submitEntry(house(), { input, by: officer, correlationId: "test", report: true });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value.entry;
};
const stored = async ({ entryId }: Entry): Promise<Entry> => {
  const found = await house().reader.entry(entryId);
  if (!found) throw new Error(entryId);
  return found.entry;
};
const typesOf = async ({ subjectId }: Entry) =>
  (await house().reader.history(subjectId)).map(({ type }) => type.replace("entry-", ""));
const shown = async (n: number) => {
  const standing = await house().standings.byUscc(usccNo(n));
  return standing ? shownEntries(standing, shanghaiDate(now)).map(({ validTo }) => validTo) : [];
};

/** What the hourly schedule does, with the work that it sends, each message twice. Gives how many shards were looked through. */
const hour = async (): Promise<number> => {
  await sweepDue(house(), now, "sweep");
  const shards = await startEndings(house(), "sweep");
  for (let message = sent.shift(); message; message = sent.shift()) {
    await endMeasures(house(), message);
    const rest = sent;
    sent = [];
    expect(await endMeasures(house(), message)).toBe(0);
    sent = rest;
  }
  return shards;
};

const triggersOf = async (entry: Entry) => {
  const { db, table } = engine;
  const decisions = createDecisionLog(db, table.Lists);
  const made = await makeTriggers(
    {
      triggers: createTriggerMaker(db, table.Triggers),
      positions: createPositions(db, table.Triggers),
      decisions,
      rules: triggerRules,
      announce: () => Promise.resolve(),
      catalogue: shipped,
      now: () => now,
    },
    await decisions.between(entry.subjectId, 0, 1_000),
  );
  expect(made.failed).toEqual(new Map());
  const tables = { triggers: table.Triggers, intake: table.Intake, feedback: table.Feedback };
  const store = createTriggerStore(db, tables, shipped);
  const { items } = await store.ofEntry(entry.entryId, { limit: 200 });
  return items.map(({ kind, status, validTo }) => `${kind} ${status} ${validTo}`);
};

const caller = { ...officer, roles: ["authority"] as const };
const asOf = async (entry: Entry, instant: string) => {
  const then = await showEntry(house(), entry.entryId, caller, new Date(instant));
  if (!then.ok) throw new Error(then.refusal.code);
  return [then.value.entry.state, then.value.entry.validTo, then.value.entry.exitReason];
};

describe("SPEC Policy: a later policy that is milder reaches what stands", () => {
  test("on the eve each period is shortened, on the day what is over is shown no more before any sweep, and other days cost nothing", async () => {
    const long = await submit(old(1));
    const over = await submit(old(2, { validTo: "2030-01-31" }, "2025-01-10"));
    const short = await submit(old(3, { validTo: "2026-06-30" }));
    const serious = await submit(old(4, { severity: "serious", validTo: "2029-02-28" }));

    // What ships has measures that are over by then: those are looked for once.
    at("2026-03-30T22:05:00+08:00");
    await hour();
    at("2026-03-30T23:05:00+08:00");
    expect(await hour()).toBe(0);
    expect(await typesOf(long)).not.toContain("period-shortened");

    at("2026-03-31T00:05:00+08:00");
    expect(await hour()).toBe(8);
    expect([await shown(1), await shown(2)]).toEqual([["2027-03-02"], ["2026-03-31"]]);
    expect([await shown(3), await shown(4)]).toEqual([["2026-06-30"], ["2029-02-28"]]);
    expect(await stored(short)).toMatchObject({ version: short.version });
    expect(await stored(serious)).toMatchObject({ version: serious.version });
    expect((await house().reader.history(long.subjectId)).at(-1)).toMatchObject({
      type: "period-shortened",
      by: { agencyId: "platform" },
      data: { before: "2031-03-01", validTo: "2027-03-02", under: "repair-2026@1", inForceFrom: "2026-04-01" },
    });
    const told = await triggersOf(long);
    expect(told).toContain("correct pending 2027-03-02");
    expect(told).not.toContain("apply pending 2031-03-01");

    // The first instant of the day: no sweep has come yet.
    at("2026-04-01T00:00:00+08:00");
    expect([await shown(1), await shown(2)]).toEqual([["2027-03-02"], []]);
    expect(entryOn(await stored(over), "2026-04-01")).toMatchObject({ state: "exited", exitedOn: "2026-04-01" });
    at("2026-04-01T00:05:00+08:00");
    await hour();
    expect(await stored(over)).toMatchObject({ state: "exited", exitReason: "expired", exitedOn: "2026-04-01" });
    expect(await triggersOf(over)).toContain("lift pending 2026-03-31");
    at("2026-04-01T01:05:00+08:00");
    expect(await hour()).toBe(8);
    at("2026-04-01T02:05:00+08:00");
    expect(await hour()).toBe(0);

    for (const entry of [long, over, short, serious]) {
      const events = (await house().reader.history(entry.subjectId)).filter(isEntryEvent);
      expect(events.filter(({ type }) => type === "period-shortened").length).toBeLessThanOrEqual(1);
      expect(events.reduce<Entry | undefined>(evolve, undefined)).toEqual(await stored(entry));
    }
    expect(await asOf(over, "2026-03-30T12:00:00+08:00")).toEqual(["published", "2030-01-31", undefined]);
    expect(await asOf(over, "2026-03-31T12:00:00+08:00")).toEqual(["published", "2026-03-31", undefined]);
    expect(await asOf(over, "2026-04-01T00:30:00+08:00")).toEqual(["exited", "2026-03-31", "expired"]);
    expect(await asOf(long, "2026-03-30T12:00:00+08:00")).toEqual(["published", "2031-03-01", undefined]);

    const why = await explainPublicEntry(house(), long.entryId);
    if (!why.ok) throw new Error(why.refusal.code);
    expect(why.value.why.shortened).toEqual({ on: "2026-03-31", before: "2031-03-01", under: "repair-2026@1" });
    expect(inWords(why.value.why)).toContain("原有效期至2031年3月1日");
    expect(inWords(why.value.why)).toContain("至2027年3月2日止");
  });

  test("where the policy was put in only later, what is over ends at once with its lifts, the rest is shortened", async () => {
    const minor = old(11, { severity: "minor", validTo: "2027-12-31" });
    const office = { agencyId: "credit-office", name: "信用办", clientId: "office", roles: ["office"] } as const;
    const reported = await submit(minor);
    const by = { agencyId: office.agencyId, name: office.name, clientId: office.clientId, officer: "王芳" };
    const published = await advanceEntry(house(), publishEntry, {
      entryId: reported.entryId,
      caller: office,
      expectedVersion: "any",
      by,
      correlationId: "t",
    });
    expect(published.ok || reported.state === "published").toBe(true);
    const waiting = await submit(old(12, { severity: "minor", validTo: "2027-12-31" }));
    const long = await submit(old(13));

    at("2026-07-20T09:05:00+08:00");
    expect(await hour()).toBe(8);
    expect(await stored(reported)).toMatchObject({
      state: "exited",
      exitReason: "expired",
      validTo: "2026-06-02",
      exitedOn: "2026-06-03",
      shortened: { on: "2026-07-20", before: "2027-12-31", under: "repair-2026@1" },
    });
    expect((await typesOf(reported)).slice(-2)).toEqual(["period-shortened", "exited"]);
    expect((await triggersOf(reported)).filter((each) => each.startsWith("correct"))).toEqual([]);
    expect((await stored(waiting)).state).toBe(waiting.state === "published" ? "exited" : "abandoned");
    expect(await shown(11)).toEqual([]);
    expect(await shown(13)).toEqual(["2027-03-02"]);
    expect((await stored(long)).state).toBe("published");
    at("2026-07-20T10:05:00+08:00");
    expect(await hour()).toBe(0);
  });
});
