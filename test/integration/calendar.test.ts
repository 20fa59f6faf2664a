import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClocksDue } from "../../events/clocks-due/v1.ts";
import { createAgencyDirectory, createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createAlertReader, createWithdraw } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createCalendarRegister } from "../../shared/adapters/dynamodb/clock/calendar-register.ts";
import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { createClockReader } from "../../shared/adapters/dynamodb/clock/clocks.ts";
import { createDisclosureStore } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createDueStore } from "../../shared/adapters/dynamodb/entry/due.ts";
import { createEntryReader } from "../../shared/adapters/dynamodb/entry/entry-reader.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createNoticeReader } from "../../shared/adapters/dynamodb/entry/notices.ts";
import { createTriggerMaker } from "../../shared/adapters/dynamodb/trigger/trigger-maker.ts";
import { createTriggerClocks, createTriggerWatches } from "../../shared/adapters/dynamodb/trigger/trigger-watches.ts";
import { advanceEntry, type EntryAct } from "../../shared/app/entry/advance-entry.ts";
import {
  determineEntry,
  openPublicNotice,
  servePriorNotice,
  withdrawEntry,
} from "../../shared/app/entry/entry-acts.ts";
import { putYear, readYear } from "../../shared/app/clock/keep-calendar.ts";
import { moveClocks } from "../../shared/app/clock/move-clocks.ts";
import { listNotices, readNotice } from "../../shared/app/entry/read-notices.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { sweepDue } from "../../shared/app/entry/sweep-due.ts";
import { sweepTriggers } from "../../shared/app/trigger/sweep-triggers.ts";
import { shippedArrangements } from "../../shared/calendar/arrangements.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { triggersOf } from "../../shared/domain/trigger/trigger.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import { shippedClockLengths, shippedDisclosureBook } from "../../shared/policy/shipped-rulebook.ts";
import { alertsOfMonth } from "../support/alerts.ts";
import { decisionsOf, measures } from "../support/decision-sequences.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { catalogue as shippedMeasures, listing, officer, rulesFor, triggerRules, usccNo } from "../support/house.ts";
import { identityNo, personsIn } from "../support/persons.ts";
import { callerOf } from "../support/subjects.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  const register = createAgencyRegister(engine.db, engine.table.Register, () => at("2026-12-28"));
  for (const agencyId of ["market-regulation", "tax", "finance"])
    await register.put({ agencyId, name: agencyId, uscc: usccNo(1, "11"), roles: ["authority"], clientIds: [] });
});
afterAll(() => {
  engine.stop();
});

const at = (day: string, time = "09:00") => new Date(`${day}T${time}:00+08:00`);
const queue: { readonly message: ClocksDue; readonly delay: number }[] = [];
const house = (now: Date) => {
  const { db, table } = engine;
  const newSubjectId = () => `sbj_${encode(randomBytes(20))}`;
  const reader = createCatalogueReader(db, table.Catalogue, [...shippedMeasures, ...measures]);
  return {
    now: () => now,
    rulesFor,
    lengthOf: shippedClockLengths(),
    disclosures: createDisclosureStore(db, { disclosures: table.Disclosures, intake: table.Intake }),
    disclosureRules: shippedDisclosureBook(),
    calendar: currentCalendar(reader.knownYears),
    catalogue: reader.current,
    entries: createEntryStore(db, { subjects: table.Subjects, lists: table.Lists, intake: table.Intake }),
    reader: createEntryReader(db, table.Lists),
    agencies: createAgencyRegister(db, table.Register, () => now),
    newSubjectId,
    persons: personsIn(db, table.Subjects, newSubjectId),
    due: createDueStore(db, table.Lists),
    alerts: createAlertReader(db, table.Lists),
    alertStore: { withdraw: createWithdraw(db, table.Lists) },
    clocks: createClockReader(db, {
      lists: table.Lists,
      triggers: table.Triggers,
      disclosures: table.Disclosures,
    }),
    directory: createAgencyDirectory(db, table.Register),
    triggerClocks: createTriggerClocks(db, table.Triggers, reader.current),
    watches: createTriggerWatches(db, { triggers: table.Triggers, lists: table.Lists }, reader.current),
    calendarRegister: createCalendarRegister(db, table.Catalogue),
    shipped: shippedArrangements(),
    clockQueue: {
      send: (messages: readonly ClocksDue[], delay = 0) => {
        queue.push(...messages.map((message) => ({ message, delay })));
        return Promise.resolve();
      },
    },
  };
};
const office: Caller = { agencyId: "credit-office", name: "信用办", roles: ["office"], clientId: "office" };
const by = { agencyId: "credit-office", name: "信用办", clientId: "office", officer: "王芳" };
const put = (now: Date, change: Omit<Parameters<typeof putYear>[1], "caller" | "by" | "correlationId" | "year">) =>
  putYear(house(now), { caller: office, by, correlationId: "put", year: "2027", ...change });
const gov2027 = {
  sources: ["https://www.gov.cn/zhengce/2027.htm"],
  off: ["2027-01-01", "2027-01-02", "2027-01-03"],
  work: ["2027-01-09"],
};

/** Looks through everything, as the queue would have it done; gives how many clocks moved. */
const movedAll = async (now: Date, from: string): Promise<number> => {
  queue.length = 0;
  queue.push({ message: { type: "clocks-due", version: 1, correlationId: "move", from }, delay: 0 });
  let moved = 0;
  for (let next = queue.shift(); next; next = queue.shift())
    if (next.delay === 0) moved += await moveClocks(house(now), next.message);
  return moved;
};
const submitted = async (n: number, determinedOn: string | undefined, now: Date): Promise<string> => {
  const { determinedOn: _, ...proposal } = listing(n);
  const input = determinedOn === undefined ? proposal : listing(n, { determinedOn });
  const done = await submitEntry(house(now), { input, by: officer, correlationId: "test", report: false });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value.entry.entryId;
};
const clockOf = async (entryId: string) => (await house(at("2027-01-01")).reader.entry(entryId))?.entry.clocks[0];

test("a year is taken with its officer, again it changes nothing, closing days are added, and others may not", async () => {
  const now = at("2026-12-20");
  expect(await readYear(house(now), "2026")).toMatchObject({
    revision: 0,
    sources: [expect.stringContaining("gov.cn")],
  });
  expect(await readYear(house(now), "2031")).toMatchObject({ revision: 0, sources: [] });
  const closing = { closingDays: [{ on: "2026-12-25", reason: "机房检修" }] };
  const change = { caller: office, by, correlationId: "put", year: "2026" };
  const first = await putYear(house(now), { ...change, ...closing });
  expect(first).toMatchObject({ value: { revision: 1, by: { officer: "王芳" }, ...closing } });
  expect(first.ok && first.value.off.length).toBeGreaterThan(20);
  expect(await putYear(house(now), { ...change, ...closing })).toMatchObject({ value: { revision: 1 } });
  const house2 = house(now);
  await house2.catalogue();
  expect(house2.calendar.isWorkingDay("2026-12-25")).toBe(false);
  expect(house2.calendar.isWorkingDay("2026-12-24")).toBe(true);
  expect(await putYear(house(now), { ...change, closingDays: [] })).toMatchObject({ value: { revision: 2 } });
  // Two officers who both saw the second revision: the later one is told, and nothing is lost.
  const seen = { ...change, expectedRevision: 2 };
  expect(await putYear(house(now), { ...seen, ...closing })).toMatchObject({ value: { revision: 3, ...closing } });
  expect(await putYear(house(now), { ...seen, closingDays: [] })).toMatchObject({
    refusal: { code: "calendar.stale" },
  });
  expect(await readYear(house(now), "2026")).toMatchObject({ revision: 3, ...closing });
  expect(await put(now, { expectedRevision: 1, closingDays: [] })).toMatchObject({
    refusal: { code: "calendar.stale" },
  });
  expect(await putYear(house(now), { ...change, closingDays: [] })).toMatchObject({ value: { revision: 4 } });
  const faulty = { ...gov2027, off: ["2028-01-01"] };
  expect(await put(now, { arrangement: faulty })).toMatchObject({
    refusal: { code: "input.invalid", errors: [{ field: "arrangement.off.0", code: "date.otherYear" }] },
  });
  // The place is the one at which it was sent.
  const unsorted = { ...gov2027, off: ["2028-01-01", "2027-01-01"] };
  expect(await put(now, { arrangement: unsorted })).toMatchObject({
    refusal: { errors: [{ field: "arrangement.off.0" }] },
  });
  const other = { ...change, caller: { ...office, roles: ["authority"] as const } };
  expect(await putYear(house(now), other)).toMatchObject({ refusal: { code: "agency.role" } });
});

test("an arrangement that arrives mid-clock moves what is open and reaches it, in the history, and takes back what is wrong", async () => {
  const before = at("2026-12-28");
  const early = await submitted(1, "2026-12-18", before);
  const crossing = await submitted(2, "2026-12-28", before);
  const late = await submitted(3, "2026-12-23", before);
  const proposed = await submitted(4, undefined, before);
  expect(await clockOf(proposed)).toMatchObject({ kind: "idlePreliminary", dueOn: "2027-03-22" });
  expect(await clockOf(crossing)).toMatchObject({ dueOn: "2027-01-04", provisional: true });
  expect(await clockOf(late)).toMatchObject({ dueOn: "2026-12-30", escalateOn: "2027-01-06", provisional: false });
  const made = decisionsOf([], "sbj_1").flatMap(({ events }) =>
    events.flatMap(
      (event) => triggersOf({ ...event, at: "2026-12-28T09:00:00.000+08:00" }, measures, triggerRules).make,
    ),
  );
  await createTriggerMaker(engine.db, engine.table.Triggers).make(made);
  const said = at("2026-12-31", "00:05");
  await sweepDue(house(said), said, "sweep");
  await sweepTriggers(house(said), said);
  const alertsOf = async (entryId: string) =>
    (await alertsOfMonth(engine, "2026-12")).filter((alert) => "entryId" in alert && alert.entryId === entryId);
  expect((await alertsOf(crossing)).map(({ level, withdrawnAt }) => [level, withdrawnAt])).toEqual([
    ["dueSoon", undefined],
  ]);

  // The New Year holiday as it is usual, and the last day of the year a closing day of the city.
  expect((await put(said, { arrangement: gov2027 })).ok).toBe(true);
  const closes = { caller: office, by, correlationId: "put", year: "2026" };
  await putYear(house(said), { ...closes, closingDays: [{ on: "2026-12-31", reason: "本市闭馆" }] });
  const now = at("2026-12-31", "10:00");
  const moved = await movedAll(now, "2026-12-31");
  expect(moved).toBeGreaterThan(2);
  expect(await movedAll(now, "2026-12-31")).toBe(0);

  expect(await clockOf(crossing)).toMatchObject({
    warnOn: "2027-01-04",
    dueOn: "2027-01-06",
    provisional: false,
    movedFrom: ["2027-01-04"],
  });
  // The city's closing day is one that the proposal has more.
  expect((await house(now).reader.entry(proposed))?.entry).toMatchObject({
    lapsesAfter: "2027-03-23",
    clocks: [{ dueOn: "2027-03-23", movedFrom: ["2027-03-22"] }],
  });
  const taken = await advanceEntry(house(now), withdrawEntry({ reason: "withdrawn", why: "撤回。" }), {
    entryId: proposed,
    caller: callerOf(officer.agencyId, "authority"),
    expectedVersion: "any",
    by: officer,
    correlationId: "test",
  });
  expect(taken.ok).toBe(true);
  expect((await alertsOf(crossing)).map(({ level, withdrawnAt }) => [level, withdrawnAt !== undefined])).toEqual([
    ["dueSoon", true],
  ]);
  const history = await house(now).reader.history((await house(now).reader.entry(crossing))?.entry.subjectId ?? "");
  expect(history.at(-1)).toMatchObject({
    type: "clock-moved",
    data: { before: { dueOn: "2027-01-04", provisional: true }, after: { dueOn: "2027-01-06", provisional: false } },
  });
  // Due before the change, told the office after it: the due day stays, and nothing is taken back.
  expect(await clockOf(late)).toMatchObject({ dueOn: "2026-12-30", escalateOn: "2027-01-08" });
  expect((await alertsOf(late)).some(({ withdrawnAt }) => withdrawnAt !== undefined)).toBe(false);
  expect(await clockOf(early)).toMatchObject({ dueOn: "2026-12-25", escalateOn: "2027-01-05" });

  const [trigger] = await house(now).triggerClocks.triggers({
    entryId: made[0]?.entryId ?? "",
    seq: made[0]?.seq ?? 0,
  });
  expect(trigger?.clocks[0]).toMatchObject({ dueOn: "2027-01-04", movedFrom: ["2026-12-31"], provisional: false });
  const open = await house(now).clocks.open("market-regulation", { from: "2027-01-01" }, { limit: 10 });
  expect(open.items.map(({ clock }) => clock.dueOn)).toEqual(["2027-01-06"]);

  // Said again on the day that it is due soon now, once.
  const again = at("2027-01-04", "00:05");
  await sweepDue(house(again), again, "sweep");
  await sweepDue(house(again), again, "sweep");
  const january = await alertsOfMonth(engine, "2027-01");
  expect(january.filter((alert) => "entryId" in alert && alert.entryId === crossing).map(({ level }) => level)).toEqual(
    ["dueSoon"],
  );
  // Due on the 31st of December by the calendar before, triggers are late only now.
  expect((await sweepTriggers(house(again), again)).alerts).toBe(0);
  const tuesday = at("2027-01-05", "00:35");
  expect((await sweepTriggers(house(tuesday), tuesday)).alerts).toBe(made.length);
});

test("a closing day on which the last thing was said of triggers takes it back, and it is said on the next working day", async () => {
  const made = decisionsOf([], "sbj_2").flatMap(({ events }) =>
    events.flatMap(
      (event) => triggersOf({ ...event, at: "2027-01-11T09:00:00.000+08:00" }, measures, triggerRules).make,
    ),
  );
  await createTriggerMaker(engine.db, engine.table.Triggers).make(made);
  const last =
    made
      .flatMap(({ clocks }) => clocks.flatMap(({ escalateOn }) => escalateOn ?? []))
      .sort()
      .at(-1) ?? "";
  const sweep = async (day: string) => (await sweepTriggers(house(at(day, "00:35")), at(day, "00:35"))).alerts;
  for (let day = "2027-01-12"; day <= last; day = addDays(day, 1)) await sweep(day);
  const escalated = async () =>
    (await alertsOfMonth(engine, last.slice(0, 7))).filter(
      (alert) =>
        "entryId" in alert &&
        alert.entryId === made[0]?.entryId &&
        alert.kind === "triggerFeedback" &&
        alert.level === "escalated",
    );
  expect((await escalated()).map(({ withdrawnAt }) => withdrawnAt)).toEqual(made.map(() => undefined));

  await put(at(last, "09:30"), { closingDays: [{ on: last, reason: "暴雨停工" }] });
  expect(await movedAll(at(last, "10:00"), last)).toBe(made.length);
  expect((await escalated()).every(({ withdrawnAt }) => withdrawnAt !== undefined)).toBe(true);
  expect(await sweep(last)).toBe(0);
  expect(await sweep(addDays(last, 1))).toBe(made.length);
  expect(await sweep(addDays(last, 1))).toBe(0);
});

/** Three triggers of a decision of that day, each to be taken note of within three working days; and what is said of that. */
const watched = async (subjectId: string, day: string) => {
  const made = decisionsOf([], subjectId).flatMap(({ events }) =>
    events.flatMap((event) => triggersOf({ ...event, at: `${day}T08:00:00.000+08:00` }, measures, triggerRules).make),
  );
  await createTriggerMaker(engine.db, engine.table.Triggers).make(made);
  return {
    closes: async (now: string, ...days: string[]) => {
      await put(at(now, "10:00"), { closingDays: days.map((on) => ({ on, reason: "本市闭馆" })) });
      await movedAll(at(now, "10:00"), day);
    },
    /** Sweeps, twice at once and once more; each alert about taking note, as it stands then. */
    said: async (now: string) => {
      const sweep = () => sweepTriggers(house(at(now, "10:35")), at(now, "10:35"));
      await Promise.all([sweep(), sweep()]);
      expect(await sweep()).toEqual({ alerts: 0, failed: 0 });
      const alerts = await alertsOfMonth(engine, now.slice(0, 7));
      return alerts
        .flatMap((alert) =>
          alert.type === "alert-raised" && alert.entryId === made[0]?.entryId && alert.kind === "triggerAcknowledgement"
            ? [`${alert.level} ${alert.withdrawnAt === undefined ? alert.raisedAt.slice(5, 10) : "withdrawn"}`]
            : [],
        )
        .sort();
    },
  };
};
const ofEach = (...words: string[]) => words.flatMap((word) => [word, word, word]);

test("an alert of a trigger that was withdrawn is raised anew when the clock returns to its old day, and is the only one", async () => {
  const { closes, said } = await watched("sbj_3", "2027-03-01");
  const soon = "dueSoon 03-04";
  expect(await said("2027-03-04")).toEqual(ofEach(soon));
  expect(await said("2027-03-05")).toEqual(ofEach(soon, "overdue 03-05"));
  await closes("2027-03-05", "2027-03-04");
  expect(await said("2027-03-05")).toEqual(ofEach(soon, "overdue withdrawn"));
  await closes("2027-03-05");
  expect(await said("2027-03-05")).toEqual(ofEach(soon, "overdue 03-05"));
  // There and back with no sweep between.
  await closes("2027-03-05", "2027-03-04");
  await closes("2027-03-05");
  expect(await said("2027-03-05")).toEqual(ofEach(soon, "overdue 03-05"));
  // What was said for the new day the old one calls for as well.
  await closes("2027-03-05", "2027-03-04");
  expect(await said("2027-03-06")).toEqual(ofEach(soon, "overdue 03-06"));
  await closes("2027-03-06");
  expect(await said("2027-03-07")).toEqual(ofEach(soon, "overdue 03-06"));
});

test("of a trigger's clock that moves twice the alert of its first day is withdrawn once the day that holds does not call for it", async () => {
  const { closes, said } = await watched("sbj_4", "2027-03-29");
  const soon = "dueSoon 04-02";
  await closes("2027-03-29", "2027-03-30");
  expect(await said("2027-04-02")).toEqual(ofEach(soon));
  expect(await said("2027-04-03")).toEqual(ofEach(soon, "overdue 04-03"));
  await closes("2027-04-03");
  expect(await said("2027-04-03")).toEqual(ofEach(soon, "overdue 04-03"));
  await closes("2027-04-05", "2027-03-30", "2027-03-31");
  expect(await said("2027-04-05")).toEqual(ofEach(soon, "overdue withdrawn"));
  expect(await said("2027-04-06")).toEqual(ofEach(soon, "overdue 04-06"));
});

test("where only the office's alert of a trigger is withdrawn, the one that stays called for is said, though none was before", async () => {
  const { closes, said } = await watched("sbj_5", "2027-05-10");
  expect(await said("2027-05-20")).toEqual(ofEach("escalated 05-20"));
  await closes("2027-05-20", "2027-05-14");
  expect(await said("2027-05-20")).toEqual(ofEach("escalated withdrawn", "overdue 05-20"));
  expect(await said("2027-05-21")).toEqual(ofEach("escalated 05-21", "overdue 05-20"));
});

test("an alert of a trigger that is raised anew is a new item, so that figures are told of its due day (ADR 34)", async () => {
  const { db, table } = engine;
  const [march] = await alertsOfMonth(engine, "2027-03");
  if (march?.type !== "alert-raised") throw new Error("an alert was raised in March");
  const alert = { ...march, alertId: `alr_anew.${march.agencyId}` };
  const sent: string[] = [];
  const send = (command: Parameters<typeof db.send>[0]) => {
    sent.push(command.constructor.name);
    return db.send(command);
  };
  const heard = { ...db, send } as typeof db;
  const { raise } = createTriggerWatches(heard, { triggers: table.Triggers, lists: table.Lists }, () =>
    Promise.resolve([]),
  );
  expect(await raise([alert])).toEqual([alert]);
  expect(sent.splice(0)).toEqual(["BatchExecuteStatementCommand"]);
  expect(await raise([alert])).toEqual([]);
  await createWithdraw(db, table.Lists)([alert.alertId], "2027-03-05T10:00:00.000+08:00");
  sent.length = 0;
  const later = { ...alert, dueOn: "2027-03-10" };
  expect(await raise([later])).toEqual([later]);
  expect(sent).toEqual(["BatchExecuteStatementCommand", "DeleteCommand", "BatchExecuteStatementCommand"]);
  expect((await alertsOfMonth(engine, "2027-03")).find(({ alertId }) => alertId === alert.alertId)).toEqual(later);
});

test("a sweep during which the calendar moves a trigger's clock does not set its watch by the old days", async () => {
  const { closes, said } = await watched("sbj_6", "2027-06-07");
  const now = at("2027-06-11", "10:35");
  const { watches } = house(now);
  const next: typeof watches.next = async (watch, on) => {
    await closes("2027-06-11", "2027-06-10");
    await watches.next(watch, on);
  };
  await sweepTriggers({ watches: { ...watches, next } }, now);
  expect(await said("2027-06-12")).toEqual(ofEach("overdue 06-12"));
});

test("SPEC, ADR 33: a window that becomes longer is told so to everybody, and the public notice comes down on the new day", async () => {
  const now = at("2027-12-28");
  const { determinedOn: _, ...proposal } = listing(7);
  const subject = { kind: "person", name: "韩立群", idType: "residentId", idNumber: identityNo(7) } as const;
  const input = { ...proposal, subject };
  const done = await submitEntry(house(now), { input, by: officer, correlationId: "test", report: false });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  const { entryId } = done.value.entry;
  const act = (how: EntryAct, on: Date) =>
    advanceEntry(house(on), how, {
      entryId,
      caller: callerOf(officer.agencyId, "authority"),
      expectedVersion: "any",
      by: officer,
      correlationId: "test",
    });
  await act(servePriorNotice({ servedOn: "2027-12-28", method: "direct", evidence: [{ title: "送达回证" }] }), now);
  await act(openPublicNotice({}), now);
  const told = async () => {
    const procedure = (await house(now).reader.entry(entryId))?.entry.procedure;
    return [procedure?.priorNotice, procedure?.publicNotice].map((each) => [each?.endsOn, each?.provisional]);
  };
  const shownOn = async (day: string) => {
    const deps = { notices: createNoticeReader(engine.db, engine.table.Lists), entries: house(at(day)).reader };
    const one = await readNotice({ ...deps, now: () => at(day) }, entryId);
    const { items } = await listNotices({ ...deps, now: () => at(day) }, { limit: 50 });
    const its = items.filter((each) => each.entryId === entryId).map(({ endsOn }) => endsOn);
    return [one.ok ? one.value.endsOn : one.refusal.code, ...its];
  };
  const before = ["2028-01-04", true];
  expect(await told()).toEqual([before, before]);
  expect(await shownOn("2028-01-04")).toEqual(["2028-01-04", "2028-01-04"]);
  expect(await shownOn("2028-01-05")).toEqual(["notice.over"]);

  const off = ["2028-01-01", "2028-01-02", "2028-01-03", "2028-01-04"];
  const arrangement = { sources: ["https://www.gov.cn/zhengce/2028.htm"], off, work: [] };
  const year = { caller: office, by, correlationId: "put", year: "2028", arrangement };
  expect((await putYear(house(at("2027-12-30")), year)).ok).toBe(true);
  // Between the change and the move nobody is determined any sooner.
  const running = { ok: false, refusal: { code: "priorNotice.running" } };
  expect(await act(determineEntry({}), at("2028-01-05"))).toMatchObject(running);
  await movedAll(at("2027-12-30", "10:00"), "2028-01-01");
  const after = ["2028-01-06", false];
  expect(await told()).toEqual([after, after]);
  expect(await shownOn("2028-01-04")).toEqual(["2028-01-06", "2028-01-06"]);
  expect(await shownOn("2028-01-06")).toEqual(["2028-01-06", "2028-01-06"]);
  expect(await shownOn("2028-01-07")).toEqual(["notice.over"]);
  expect(await act(determineEntry({}), at("2028-01-06"))).toMatchObject(running);
  expect(await act(determineEntry({}), at("2028-01-07"))).toMatchObject({
    value: { state: "published", procedure: { priorNotice: { endsOn: "2028-01-06" } } },
  });
  expect(await told()).toEqual([after, after]);
  expect(await shownOn("2028-01-07")).toEqual(["notice.over"]);
});
