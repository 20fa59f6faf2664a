import { randomBytes } from "node:crypto";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alertsAnnouncedV1 } from "../../events/alerts-announced/v1.ts";
import { createAgencyDirectory, createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import {
  createAlertReader,
  createAlertStore,
  createAnnouncements,
  createDigestLog,
  createSweepLog,
} from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createClockReader } from "../../shared/adapters/dynamodb/clock/clocks.ts";
import { createDueStore } from "../../shared/adapters/dynamodb/entry/due.ts";
import { createEntryStore } from "../../shared/adapters/dynamodb/entry/entries.ts";
import { createTriggerMaker } from "../../shared/adapters/dynamodb/trigger/trigger-maker.ts";
import { advanceEntry } from "../../shared/app/entry/advance-entry.ts";
import { digestAlerts, sweepAndTell } from "../../shared/app/alert/announce-alerts.ts";
import { fileObjection, resolveObjection } from "../../shared/app/objection/contest-acts.ts";
import { reportEntry, withdrawEntry } from "../../shared/app/entry/entry-acts.ts";
import { forecastClocks } from "../../shared/app/clock/forecast-clocks.ts";
import { acknowledgeAlert, listAlerts } from "../../shared/app/alert/list-alerts.ts";
import { type ClockQuery, listClocks } from "../../shared/app/clock/list-clocks.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { simulateDeadlines } from "../../shared/app/clock/simulate-deadlines.ts";
import { sweepDue } from "../../shared/app/entry/sweep-due.ts";
import { nobody, type SweepObserver } from "../../shared/app/alert/sweep-observer.ts";
import { triggersOf } from "../../shared/domain/trigger/trigger.ts";
import { alertsDeliveryOf, payloadOf } from "../../shared/domain/webhook/delivery.ts";
import { encode } from "../../shared/kernel/ids.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import joint2017 from "../../shared/policy/policies/joint-2017.json" with { type: "json" };
import { alertsOfMonth } from "../support/alerts.ts";
import { decisionsOf, measures } from "../support/decision-sequences.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { calendar, listing, monday, officer, rulesFor, shipped, triggerRules, usccNo } from "../support/house.ts";
import { personsIn } from "../support/persons.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  const register = createAgencyRegister(engine.db, engine.table.Register, () => monday);
  const agency = { uscc: usccNo(1, "11"), clientIds: [] };
  for (const agencyId of ["market-regulation", "tax", "finance"])
    await register.put({ ...agency, agencyId, name: agencyId, roles: ["authority"] });
  await register.put({ ...agency, agencyId: "credit-office", name: "信用办", roles: ["office"] });
});
afterAll(() => {
  engine.stop();
});

const house = (now: Date = monday) => {
  const { db, table } = engine;
  const newSubjectId = () => `sbj_${encode(randomBytes(20))}`;
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
    alerts: createAlertReader(db, table.Lists),
    alertStore: createAlertStore(db, { lists: table.Lists, intake: table.Intake }),
    announcements: createAnnouncements(db, table.Lists),
    digests: createDigestLog(db, table.Lists),
    sweeps: createSweepLog(db, table.Lists, "due"),
    clocks: createClockReader(db, {
      lists: table.Lists,
      triggers: table.Triggers,
      disclosures: table.Disclosures,
    }),
    directory: createAgencyDirectory(db, table.Register),
  };
};
const on = (day: string, time = "00:05") => new Date(`${day}T${time}:00+08:00`);
const own: Caller = { ...officer, roles: ["authority"] };
const office: Caller = { agencyId: "credit-office", name: "信用办", roles: ["office"], clientId: "office" };

const unreported = async (n: number, day?: string): Promise<string> => {
  const input = listing(n, day === undefined ? {} : { determinedOn: day });
  const deps = house(day === undefined ? monday : on(day, "09:00"));
  const done = await submitEntry(deps, { input, by: officer, correlationId: "test", report: false });
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value.entry.entryId;
};
const act = async (entryId: string, how: Parameters<typeof advanceEntry>[1], at: Date) => {
  const by = { ...officer, officer: "经办人甲" };
  const done = await advanceEntry(house(at), how, {
    entryId,
    caller: own,
    expectedVersion: "any",
    by,
    correlationId: "t",
  });
  if (!done.ok) throw new Error(done.refusal.code);
};
const sweep = async (at: Date): Promise<number> => {
  const { told } = await sweepAndTell(house(at), { at, correlationId: "sweep" }, (observer) =>
    sweepDue(house(at), at, "sweep", { ...nobody, ...observer }),
  );
  return told;
};
const announced = async (agencyId: string) => {
  const { Items = [] } = await engine.db.send(
    new QueryCommand({
      TableName: engine.table.Lists,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :announced)",
      ExpressionAttributeValues: { ":pk": `alerts#${agencyId}`, ":announced": "announced#" },
    }),
  );
  return Items.map(({ message }) => alertsAnnouncedV1.parse(message));
};
const listed = async (query: Omit<ClockQuery, "limit">, day: string, { caller = office, limit = 1 } = {}) => {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listClocks(house(on(day)), { ...query, limit, cursor }, caller);
    if (!page.ok) throw new Error(page.refusal.code);
    expect(page.value.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.value.items.map(({ clock, status }) => `${clock.agencyId} ${clock.kind} ${status}`));
    cursor = page.value.next ?? undefined;
  } while (cursor !== undefined);
  return found;
};
const times = (n: number, text: string): string[] => Array<string>(n).fill(text);

test("clocks are found by status and agency, those of triggers among them, a page at a time; and what is over by month", async () => {
  const ids = await Promise.all([1, 2, 3, 4].map((n) => unreported(n)));
  const made = decisionsOf([], "sbj_1").flatMap(({ events }) =>
    events.flatMap((event) => triggersOf(event, measures, triggerRules).make),
  );
  await createTriggerMaker(engine.db, engine.table.Triggers).make(made);
  const atTax = made.filter(({ agencyId }) => agencyId === "tax").length;
  const report = "market-regulation listReport";
  expect(await listed({ status: "dueSoon" }, "2026-11-24")).toEqual(times(4, `${report} dueSoon`));
  expect(await listed({ status: "open", agency: "tax" }, "2026-11-24")).toEqual(
    Array.from({ length: atTax }, () => ["tax triggerAcknowledgement open", "tax triggerFeedback open"]).flat(),
  );
  expect(await listed({ kind: "triggerFeedback", agency: "tax" }, "2026-12-10")).toEqual(
    times(atTax, "tax triggerFeedback overdue"),
  );

  await act(ids[0] ?? "", reportEntry, on("2026-11-24"));
  await act(ids[1] ?? "", reportEntry, on("2026-11-27"));
  await act(ids[2] ?? "", withdrawEntry({ reason: "withdrawn", why: "证据不足" }), on("2026-11-24"));
  expect(await listed({ status: "overdue", kind: "listReport" }, "2026-11-27")).toEqual([`${report} overdue`]);
  expect(await listed({ status: "met" }, "2026-11-27")).toEqual([`${report} met`]);
  expect(await listed({ status: "missed" }, "2026-11-27", { limit: 50 })).toEqual([`${report} missed`]);
  expect(await listed({ status: "met", month: "2026-10" }, "2026-11-27")).toEqual([]);
  // A row that was reported in the act that determined it never had an open duty.
  await submitEntry(house(), { input: listing(9), by: officer, correlationId: "test", report: true });
  expect(await listed({ status: "met" }, "2026-11-27")).toEqual([`${report} met`]);

  const forecast = (agency: string, day: string) => forecastClocks(house(on(day)), { agency }, office);
  expect(await forecast("market-regulation", "2026-11-24")).toMatchObject({
    value: { overdue: 0, days: [{ on: "2026-11-25", due: 1, byKind: { listReport: 1 } }], complete: true },
  });
  expect(await forecast("tax", "2026-11-26")).toMatchObject({
    value: {
      days: [
        { on: "2026-11-30", byKind: { triggerAcknowledgement: atTax } },
        { on: "2026-12-09", byKind: { triggerFeedback: atTax } },
      ],
    },
  });
  expect(await forecastClocks(house(), {}, office)).toMatchObject({ refusal: { code: "input.invalid" } });
  expect(await forecast("nobody", "2026-11-26")).toMatchObject({
    refusal: { errors: [{ field: "agency", code: "agency.unknown" }] },
  });
  const others = await listClocks(house(), { agency: "tax", limit: 10 }, own);
  expect(others).toMatchObject({ refusal: { code: "clocks.notYours" } });
});

test("a candidate policy is tried on what began in a period: due days by kind, and what it would make late or not", async () => {
  const clocks = joint2017.clocks;
  const withDays = (days: number) => ({
    ...joint2017,
    clocks: {
      ...clocks,
      listReport: { ...clocks.listReport, workingDays: { ...clocks.listReport.workingDays, value: days } },
    },
  });
  const tried = (days: number, change: object = {}, enoughPages = 100) =>
    simulateDeadlines(
      { ...house(on("2026-11-27")), enoughPages },
      {
        caller: office,
        policy: withDays(days),
        kinds: ["listReport"],
        from: "2026-11-01",
        to: "2026-11-30",
        ...change,
      },
    );
  // Of four that began on the 18th one was reported on the 24th, one on the 27th, one is open and one was withdrawn.
  expect(await tried(5)).toMatchObject({
    value: { kinds: { listReport: { total: 3, lateNow: 2, lateThen: 2, dueOn: { "2026-11-25": 3 } } }, concerned: [] },
  });
  const longer = await tried(7);
  expect(longer).toMatchObject({ value: { kinds: { listReport: { lateThen: 0, dueOn: { "2026-11-27": 3 } } } } });
  expect(longer.ok && longer.value.concerned.map(({ late, wouldBeLate }) => [late, wouldBeLate])).toEqual([
    [true, false],
    [true, false],
  ]);
  expect(await tried(3)).toMatchObject({ value: { kinds: { listReport: { lateThen: 3 } }, complete: true } });
  expect(await tried(5, { from: "2026-11-19" })).toMatchObject({ value: { kinds: {} } });
  expect(await tried(5, { policy: { title: "none" } })).toMatchObject({ refusal: { code: "input.invalid" } });
  expect(await tried(5, { from: "2025-11-19" })).toMatchObject({ refusal: { code: "input.invalid" } });
  expect(await tried(5, { from: "2026-12-01" })).toMatchObject({ refusal: { errors: [{ code: "period.order" }] } });
  // Nothing late at an agency that is none would be read as an answer.
  expect(await tried(5, { agency: "nope" })).toMatchObject({
    refusal: { errors: [{ field: "agency", code: "agency.unknown" }] },
  });
  // Agency by agency, each whole, none left out and none counted twice.
  const parts: (number | undefined)[] = [];
  let cursor: string | undefined;
  do {
    const part = await tried(7, { cursor }, 1);
    if (!part.ok) throw new Error(part.refusal.code);
    parts.push(part.value.kinds.listReport?.total);
    cursor = part.value.next ?? undefined;
  } while (cursor !== undefined);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.filter((total) => total !== undefined)).toEqual([3]);
  expect(await tried(5, { caller: own })).toMatchObject({ refusal: { code: "agency.role" } });
});

test("an agency hears once of each sweep what is late, and once a day what is due soon, however often sweeps come", async () => {
  for (const n of [11, 12, 13]) await unreported(n);
  const before = await announced("market-regulation");
  expect(await sweep(on("2026-11-23", "10:05"))).toBe(0);
  expect(await digestAlerts(house(), on("2026-11-23", "10:05"), "digest")).toBe(0);
  // One of them is withdrawn before anybody is told: the digest counts what stands.
  const { items } = await house().alerts.ofAgency("market-regulation", "2026-11", {}, { limit: 50 });
  await house().alertStore.withdraw([items.at(-1)?.alertId ?? ""], "2026-11-23T12:00:00.000+08:00");
  expect(await digestAlerts(house(), on("2026-11-24", "09:05"), "digest")).toBe(1);
  expect(await digestAlerts(house(), on("2026-11-24", "09:05"), "digest")).toBe(0);
  expect(await digestAlerts(house(), on("2026-11-24", "10:05"), "digest")).toBe(0);
  expect(await sweep(on("2026-11-26"))).toBe(1);
  expect(await sweep(on("2026-11-26"))).toBe(0);
  expect(await sweep(on("2026-11-26", "01:05"))).toBe(0);
  // What is escalated the office hears as well: of other agencies' clocks, of all of them together, and once.
  expect(await sweep(on("2026-12-02"))).toBe(2);
  expect(await sweep(on("2026-12-02"))).toBe(0);
  expect(await sweep(on("2026-12-02", "01:05"))).toBe(0);
  const toOffice = await announced("credit-office");
  expect(toOffice).toMatchObject([{ occasion: "escalation", agencyId: "credit-office", counts: { escalated: 4 } }]);
  const events = toOffice.map((message): unknown => JSON.parse(payloadOf(alertsDeliveryOf(message))));
  expect(events).toEqual([
    {
      type: "alerts.raised",
      counts: { escalated: 4 },
      createdAt: "2026-12-02T00:05:00.000+08:00",
      href: "/v1/alerts?month=2026-12&level=escalated",
    },
  ]);
  const told = (await announced("market-regulation")).slice(before.length);
  // One of the first test is still unreported, and was due soon before this digest began.
  expect(told.map(({ occasion, counts }) => [occasion, counts])).toEqual([
    ["digest", { dueSoon: 3 }],
    ["sweep", { overdue: 4 }],
    ["sweep", { escalated: 4 }],
  ]);
});

test("what a sweep raised and did not come to tell is told by the next one, under the instant at which it was raised", async () => {
  type Observer = Omit<SweepObserver, "failed">;
  const cutOff = (at: Date, raise: (observer: Observer) => Promise<{ failed: number }>) =>
    sweepAndTell(house(at), { at, correlationId: "cut-off" }, raise);
  const all = (at: Date) => (observer: Observer) => sweepDue(house(at), at, "sweep", { ...nobody, ...observer });
  const waysToEnd: readonly (readonly [string, (at: Date) => Promise<unknown>])[] = [
    [
      "it failed with something else",
      (at) => cutOff(at, async (observer) => ({ ...(await all(at)(observer)), failed: 1 })),
    ],
    [
      "it was ended by force",
      (at) =>
        cutOff(at, async (observer) => {
          await all(at)(observer);
          throw new Error("ended");
        }).catch(() => undefined),
    ],
    [
      "nobody could be told",
      (at) =>
        sweepAndTell(
          { ...house(at), announcements: { ...house(at).announcements, make: () => Promise.reject(new Error("out")) } },
          { at, correlationId: "cut-off" },
          all(at),
        ).catch(() => undefined),
    ],
  ];
  for (const [place, [, end]] of waysToEnd.entries()) {
    const day = `2027-01-0${4 + place}`;
    await unreported(21 + place);
    await end(on(day));
    expect(await sweep(on(day, "01:05"))).toBe(2);
    expect(await sweep(on(day, "02:05"))).toBe(0);
    for (const told of ["market-regulation", "credit-office"])
      expect((await announced(told)).at(-1)).toMatchObject({ at: `${day}T00:05:00.000+08:00` });
  }
});

test("of an alert that stands when its sweep comes to it the sweep does not know, and looks", async () => {
  await unreported(31);
  const at = on("2027-01-07");
  // Its request took effect, and the answer was lost: asked again the engine says that the alert stands.
  const { told } = await sweepAndTell(house(at), { at, correlationId: "sweep" }, async (observer) =>
    sweepDue(house(at), at, "sweep", { ...nobody, raised: observer.uncertain }),
  );
  expect(told).toBe(2);
});

test("what the index does not show yet of an alert whose answer was lost the next sweep finds", async () => {
  await unreported(51);
  const at = on("2027-01-07", "05:05");
  const { announcements } = house(at);
  let looked = 0;
  const lagging = {
    ...announcements,
    raised: () => (looked++, Promise.resolve([])),
  };
  const lost = await sweepAndTell(
    { ...house(at), announcements: lagging },
    { at, correlationId: "sweep" },
    (observer) => sweepDue(house(at), at, "sweep", { ...nobody, raised: observer.uncertain }),
  );
  expect([lost.told, looked > 0]).toEqual([0, true]);
  expect(await sweep(on("2027-01-07", "06:05"))).toBe(2);
  expect(await sweep(on("2027-01-07", "07:05"))).toBe(0);
});

test("a sweep that finds nothing due asks nobody's directory, and an hour after one that was cut off all of them", async () => {
  const at = on("2027-01-08");
  let asked = 0;
  const { announcements } = house(at);
  const counting = {
    ...house(at),
    announcements: {
      ...announcements,
      raised: (...range: Parameters<typeof announcements.raised>) => (asked++, announcements.raised(...range)),
    },
  };
  const sweeps = async (time: string, failed: number): Promise<number> => {
    asked = 0;
    await sweepAndTell(counting, { at: on("2027-01-08", time), correlationId: time }, () =>
      Promise.resolve({ failed }),
    );
    return asked;
  };
  expect(await sweeps("00:05", 0)).toBe(0);
  expect(await sweeps("01:05", 1)).toBe(0);
  const agencies = (await house(at).directory.list()).length;
  expect(await sweeps("02:05", 0)).toBe(agencies);
  // Called again it tells what it has to, and nobody looks for it any more.
  expect(await sweeps("01:05", 0)).toBe(agencies);
  expect(await sweeps("03:05", 0)).toBe(0);
  // One that is never called again is looked for as long as it is not in the digest alone.
  expect(await sweeps("04:05", 1)).toBe(0);
  for (const [time, times] of [
    ["05:05", agencies],
    ["06:05", agencies],
    ["07:05", 0],
    ["08:05", 0],
  ] as const)
    expect(await sweeps(time, 0)).toBe(times);
});

test("an agency's alerts are read page by page, whatever level is asked for, and nobody else's with them", async () => {
  const all = (await alertsOfMonth(engine, "2026-11")).filter(({ agencyId }) => agencyId === "market-regulation");
  expect(new Set(all.map(({ level }) => level)).size).toBeGreaterThan(1);
  for (const level of [undefined, "dueSoon", "overdue", "contradiction"] as const) {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await house().alerts.ofAgency("market-regulation", "2026-11", { level }, { limit: 1, cursor });
      expect(page.items.length).toBeLessThanOrEqual(1);
      found.push(...page.items.map(({ alertId }) => alertId));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(found.toSorted()).toEqual(
      all.flatMap((alert) => (level === undefined || alert.level === level ? [alert.alertId] : [])).toSorted(),
    );
  }
});

test("the first named officer who takes note of an alert stands; another agency does not", async () => {
  const { items } = await house().alerts.ofAgency("market-regulation", "2026-11", {}, { limit: 50 });
  const alertId = items[0]?.alertId ?? "";
  let key = 0;
  const ask = (caller: Caller, name: string) =>
    acknowledgeAlert(house(), {
      alertId,
      caller,
      by: { agencyId: caller.agencyId, name: caller.name, clientId: caller.clientId, officer: name },
      request: {
        clientId: caller.clientId,
        key: `k${key++}`,
        digest: "d",
        answerWith: () => ({ status: 200, body: {} }),
      },
    });
  const tax: Caller = { ...own, agencyId: "tax", clientId: "tax" };
  expect(await ask(tax, "甲")).toMatchObject({ refusal: { code: "alert.notYours" } });
  const both = await Promise.all([ask(own, "乙"), ask(office, "丙")]);
  const names = both.map((done) => (done.ok ? done.value.acknowledged?.by.officer : done.refusal.code));
  expect(new Set(names).size).toBe(1);
  expect((await house().alertStore.find("market-regulation", alertId))?.acknowledged?.by.officer).toBe(names[0]);
  const noted = async (acknowledged: boolean) =>
    (await listAlerts(house(), { month: "2026-11", acknowledged, limit: 50 }, own)).items.map((item) => item.alertId);
  expect(await noted(true)).toEqual([alertId]);
  expect(await noted(false)).toEqual(items.map((item) => item.alertId).filter((other) => other !== alertId));
});

test("A §22: an objection that is decided without a finding leaves nothing open to verify", async () => {
  const entryId = await unreported(61);
  const filing = { origin: "discovery" as const, ground: "facts" as const, text: "不实。", evidence: [] };
  await act(entryId, fileObjection(filing), monday);
  const [objectionId = ""] = (await house().entries.entry(entryId))?.entry.openObjections ?? [];
  const verifying = async () => {
    const { Items = [] } = await engine.db.send(
      new QueryCommand({
        TableName: engine.table.Lists,
        IndexName: "directory",
        KeyConditionExpression: "directory = :open",
        ExpressionAttributeValues: { ":open": `clocks#${officer.agencyId}#open` },
      }),
    );
    return Items.filter(({ pk }) => String(pk).includes(entryId) && String(pk).endsWith(".objectionVerification"));
  };
  expect(await verifying()).toHaveLength(1);
  const resolution = { outcome: "rejected" as const, reason: "已核实。" };
  await act(entryId, resolveObjection({ objectionId, expectedVersion: "any" }, resolution), monday);
  expect(await verifying()).toEqual([]);
});

test("the digest of the first of a month leads to the alerts of the month before as well", async () => {
  // One is late on the last day of February, the other due soon on the first of March.
  for (const [n, day] of [
    [71, "2027-02-19"],
    [72, "2027-02-24"],
  ] as const)
    await unreported(n, day);
  await digestAlerts(house(), on("2027-02-28", "09:05"), "digest");
  const before = await announced("market-regulation");
  await sweep(on("2027-02-28", "10:05"));
  await sweep(on("2027-03-01"));
  expect(await digestAlerts(house(), on("2027-03-01", "09:05"), "digest")).toBe(2);
  expect(await digestAlerts(house(), on("2027-03-01", "10:05"), "digest")).toBe(0);
  const digests = (await announced("market-regulation"))
    .slice(before.length)
    .filter(({ occasion }) => occasion === "digest")
    .map((message) => alertsDeliveryOf(message));
  expect(new Set(digests.map(({ eventId }) => eventId)).size).toBe(2);
  const said = digests.map((event) => JSON.parse(payloadOf(event)) as { href: string; counts: object });
  expect(said.toSorted((a, b) => (a.href < b.href ? -1 : 1))).toMatchObject([
    { href: "/v1/alerts?month=2027-02" },
    { href: "/v1/alerts?month=2027-03", counts: { dueSoon: 1 } },
  ]);
});
