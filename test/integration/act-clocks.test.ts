import { randomBytes } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAgencyNames, createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createFigureReader } from "../../shared/adapters/dynamodb/compliance/figures.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { forecastClocks } from "../../shared/app/clock/forecast-clocks.ts";
import { type ClockQuery, listClocks } from "../../shared/app/clock/list-clocks.ts";
import { readCompliance } from "../../shared/app/compliance/read-compliance.ts";
import { recordDisclosure } from "../../shared/app/disclosure/record-disclosure.ts";
import { reportPublication } from "../../shared/app/disclosure/report-publication.ts";
import { type PublicationWithdrawal, withdrawPublication } from "../../shared/app/disclosure/withdraw-publication.ts";
import { simulateDeadlines } from "../../shared/app/clock/simulate-deadlines.ts";
import { sweepDisclosures } from "../../shared/app/disclosure/sweep-disclosures.ts";
import { checkRow } from "../../shared/domain/disclosure/check.ts";
import type { Disclosure } from "../../shared/domain/disclosure/disclosure.ts";
import { evolve } from "../../shared/domain/disclosure/evolve.ts";
import type { DisclosureRulebook } from "../../shared/domain/disclosure/rules.ts";
import type { DisclosureKind } from "../../shared/domain/disclosure/standard.ts";
import { encode } from "../../shared/kernel/ids.ts";
import { addDays, shanghaiDate } from "../../shared/kernel/local-date.ts";
import { shippedDisclosureBook, shippedTargetBook } from "../../shared/policy/shipped-rulebook.ts";
import repair2026 from "../../shared/policy/policies/repair-2026.json" with { type: "json" };
import type { Caller } from "../../shared/ports/agencies.ts";
import { alertsOfMonth } from "../support/alerts.ts";
import { actHouse, allMoved, decidingOnActs, yearKept } from "../support/act-house.ts";
import { actRow, agencyCode, penaltyRow, permitRow, type Row } from "../support/disclosures.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { countedOn, toldOn } from "../support/figures.ts";
import { officer, usccNo } from "../support/house.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  const register = createAgencyRegister(engine.db, engine.table.Register, () => at("2026-11-23"));
  for (const agencyId of ["market-regulation", "tax"])
    await register.put({ agencyId, name: agencyId, uscc: usccNo(1, "11"), roles: ["authority"], clientIds: [] });
});
afterAll(() => {
  engine.stop();
});

const at = (day: string, time = "09:00") => new Date(`${day}T${time}:00+08:00`);
const office: Caller = { agencyId: "credit-office", name: "信用办", roles: ["office"], clientId: "office" };
const own: Caller = { ...officer, roles: ["authority"] };
const house = (now: Date) => actHouse(engine, now);
const deciding = (day: string) => decidingOnActs(engine, at(day));

let lines = 0;
/** One act as its agency reports it on a day. */
const reported = async (
  kind: DisclosureKind,
  row: Row,
  day: string,
  rulesFor: DisclosureRulebook = shippedDisclosureBook(),
): Promise<string> => {
  const checked = checkRow(kind, row, { today: day, agencyCode });
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusal));
  const done = await recordDisclosure(
    { ...deciding(day), rulesFor },
    {
      row: checked.value,
      by: officer,
      correlationId: "t",
      origin: { submissionId: "sub_1", line: ++lines },
    },
  );
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value.disclosureId;
};
const penalty = (n: number, decidedOn: string, day: string): Promise<string> =>
  reported("penalties", penaltyRow(n, { CF_JDRQ: decidedOn, CF_GSJZQ: undefined }), day);
const published = async (
  disclosureId: string,
  publishedOn: string,
  day = publishedOn,
  rules: DisclosureRulebook = shippedDisclosureBook(),
): Promise<void> => {
  const done = await reportPublication(
    { ...deciding(day), rulesFor: rules, requests: createRequestLog(engine.db, engine.table.Intake) },
    {
      disclosureId,
      publication: { channel: "agencySite", publishedOn, address: "https://scjg.hengchuan.example/xzcf/1" },
      by: officer,
      correlationId: "t",
      request: {
        clientId: officer.clientId,
        key: encode(randomBytes(10)),
        digest: "d",
        answerWith: () => ({ status: 200, body: {} }),
      },
    },
  );
  if (!done.ok) throw new Error(done.refusal.code);
};
const withdrawn = (
  disclosureId: string,
  publishedOn: string,
  day: string,
  change: Partial<PublicationWithdrawal> = {},
) =>
  withdrawPublication(deciding(day), {
    ...{ disclosureId, which: { publishedOn }, reason: "日期录入有误", caller: own, correlationId: "t" },
    by: { ...officer, officer: "周敏" },
    request: {
      ...{ clientId: officer.clientId, key: encode(randomBytes(10)), digest: "d" },
      answerWith: () => ({ status: 200, body: {} }),
    },
    ...change,
  });
const found = async (disclosureId: string): Promise<Disclosure> => {
  const stored = await house(at("2026-11-23")).disclosures.find(disclosureId);
  if (!stored) throw new Error(`${disclosureId} is not there`);
  return stored.disclosure;
};
const listed = async (query: Omit<ClockQuery, "limit">, day: string, { caller = office, limit = 1 } = {}) => {
  const all: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listClocks(house(at(day)), { ...query, limit, cursor }, caller);
    if (!page.ok) throw new Error(page.refusal.code);
    expect(page.value.items.length).toBeLessThanOrEqual(limit);
    all.push(...page.value.items.map(({ clock, status, disclosureId }) => `${disclosureId} ${clock.kind} ${status}`));
    cursor = page.value.next ?? undefined;
  } while (cursor !== undefined);
  return all;
};
const sweep = (when: Date) => sweepDisclosures(house(when), when);
const alertsAbout = async (disclosureId: string, months: readonly string[]) => {
  const pages = await Promise.all(months.map((month) => alertsOfMonth(engine, month)));
  return pages
    .flat()
    .flatMap((alert) =>
      "disclosureId" in alert && alert.disclosureId === disclosureId
        ? [[alert.level, shanghaiDate(new Date(alert.raisedAt)), alert.withdrawnAt !== undefined] as const]
        : [],
    );
};

test("clocks of acts are listed by status and month, of the agency and for the office, page by page; and are forecast", async () => {
  const first = await penalty(1, "2026-11-10", "2026-11-13");
  const second = await penalty(2, "2026-11-10", "2026-11-19");
  const third = await reported("permits", permitRow(3, { XK_JDRQ: "2026-11-18", XK_YXQZ: "2026-11-18" }), "2026-11-20");
  const fourth = await reported("acts", actRow(4, { XW_JDRQ: "2026-11-19" }), "2026-11-20");
  const own1 = (id: string, status: string) => `${id} disclosurePublication ${status}`;
  const kind = "disclosurePublication";
  // Decided on the 10th, due on the 19th; on the 18th, due on the 27th; on the 19th, due on the 30th.
  expect(await listed({ kind }, "2026-11-18")).toEqual(expect.arrayContaining([own1(first, "dueSoon")]));
  expect(await listed({ status: "overdue" }, "2026-11-20")).toEqual(
    [first, second].sort().map((id) => own1(id, "overdue")),
  );
  expect(await listed({ status: "open" }, "2026-11-20")).toEqual([own1(third, "open"), own1(fourth, "open")]);
  expect(await listed({ status: "dueSoon", agency: "market-regulation" }, "2026-11-26")).toEqual([
    own1(third, "dueSoon"),
    own1(fourth, "dueSoon"),
  ]);
  expect(await listed({}, "2026-11-20", { caller: { ...own, agencyId: "tax" } })).toEqual([]);
  expect(await listClocks(house(at("2026-11-20")), { agency: "tax", limit: 5 }, own)).toMatchObject({
    refusal: { code: "clocks.notYours" },
  });

  // The collection of an act is over when it is reported, whether its agency has published it or not.
  const collected = (status: "met" | "missed", month = "2026-11") =>
    listed({ status, month, kind: "disclosureCollection" }, "2026-11-20", { limit: 50 });
  const collection = (id: string, status: string) => `${id} disclosureCollection ${status}`;
  expect((await collected("met")).sort()).toEqual([first, third].map((id) => collection(id, "met")).sort());
  expect(await collected("missed")).toEqual([collection(second, "missed")]);
  expect(await collected("met", "2026-10")).toEqual([]);
  await published(first, "2026-11-19", "2026-11-20");
  await published(second, "2026-11-20");
  expect((await collected("met")).sort()).toEqual([first, third].map((id) => collection(id, "met")).sort());
  expect(await collected("missed")).toEqual([collection(second, "missed")]);
  expect(await listed({ status: "met", kind }, "2026-11-20")).toEqual([own1(first, "met")]);
  expect(await listed({ status: "missed", kind }, "2026-11-20")).toEqual([own1(second, "missed")]);
  expect(await listed({ status: "overdue" }, "2026-11-20")).toEqual([]);

  expect(await forecastClocks(house(at("2026-11-23")), {}, own)).toMatchObject({
    value: {
      overdue: 0,
      days: [
        { on: "2026-11-27", due: 1, byKind: { disclosurePublication: 1 } },
        { on: "2026-11-30", due: 1, byKind: { disclosurePublication: 1 } },
      ],
      later: 0,
    },
  });
  expect(await forecastClocks(house(at("2026-11-30")), {}, own)).toMatchObject({ value: { overdue: 1 } });
});

test("what would have been late under another policy is found of acts too, those that it would have collected among them", async () => {
  const { clocks, disclosure } = repair2026;
  const days = <T extends { workingDays: object }>(clock: T, value: number) => ({
    ...clock,
    workingDays: { ...clock.workingDays, value },
  });
  const tried = async (policy: object, ask: object = {}) => {
    const done = await simulateDeadlines(house(at("2026-11-26")), {
      caller: office,
      policy,
      from: "2026-11-01",
      to: "2026-11-30",
      ...ask,
    });
    if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    return done.value;
  };
  // Collected within 3, 7, 2 and 1 working days; published within 7, 8, and not yet, due on the 27th and the 30th.
  expect((await tried(repair2026)).kinds).toEqual({
    disclosurePublication: {
      total: 4,
      lateNow: 1,
      lateThen: 1,
      dueOn: { "2026-11-19": 2, "2026-11-27": 1, "2026-11-30": 1 },
    },
    disclosureCollection: { total: 3, lateNow: 1, lateThen: 1, dueOn: { "2026-11-17": 2, "2026-11-25": 1 } },
  });
  const stricter = await tried({
    ...repair2026,
    clocks: {
      ...clocks,
      disclosurePublication: days(clocks.disclosurePublication, 5),
      disclosureCollection: days(clocks.disclosureCollection, 2),
    },
  });
  expect(stricter.kinds).toMatchObject({
    disclosurePublication: { lateNow: 1, lateThen: 3 },
    disclosureCollection: { lateNow: 1, lateThen: 2 },
  });
  expect(
    stricter.concerned.every(({ disclosureId, entryId }) => disclosureId !== undefined && entryId === undefined),
  ).toBe(true);
  const collectsAll = {
    ...repair2026,
    disclosure: {
      ...disclosure,
      collectedActs: { ...disclosure.collectedActs, value: [...disclosure.collectedActs.value, "compulsion"] },
    },
  };
  const more = await tried(collectsAll, { kinds: ["disclosureCollection"] });
  expect(more.kinds).toMatchObject({ disclosureCollection: { total: 4, lateNow: 1, lateThen: 1 } });
  const none = { ...disclosure, collectedActs: { ...disclosure.collectedActs, value: ["permit"] } };
  const fewer = await tried({ ...repair2026, disclosure: none }, { kinds: ["disclosureCollection"] });
  expect(fewer.kinds).toMatchObject({ disclosureCollection: { total: 3, lateNow: 1, lateThen: 0 } });
  expect(fewer.concerned).toMatchObject([{ late: true, wouldBeLate: false, dueOn: "2026-11-17" }]);
  expect(fewer.concerned[0]).not.toHaveProperty("wouldBeDueOn");
  expect((await tried(repair2026, { kinds: ["listReport"] })).kinds).toEqual({});
  expect((await tried(repair2026, { from: "2026-11-19" })).kinds).toMatchObject({
    disclosurePublication: { total: 1 },
  });
});

const gov2027 = {
  sources: ["https://www.gov.cn/zhengce/2027.htm"],
  off: ["2027-01-01", "2027-01-02", "2027-01-03"],
  work: ["2027-01-09"],
};
const movedAll = (now: Date, from: string, times?: number) => allMoved(engine, now, from, times);

test("whatever is delivered again, beside each other or late, one alert is raised for each clock and level, about its day", async () => {
  let n = 200;
  const step = fc.constantFrom("sweep", "sweepTwice", "oldSweep", "move", "nothing");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 18, maxLength: 18 }), fc.nat(24), async (steps, publishedAfter) => {
      const id = await penalty(n++, "2026-09-01", "2026-09-01");
      let day = "2026-09-01";
      let metOn: string | undefined;
      for (const [place, what] of steps.entries()) {
        day = addDays("2026-09-01", place);
        const morning = at(day, "00:05");
        if (what === "sweep") await sweep(morning);
        if (what === "sweepTwice") await Promise.all([sweep(morning), sweep(morning)]);
        if (what === "oldSweep") await sweep(at(addDays(day, -3), "00:05"));
        if (what === "move") await movedAll(morning, "2026-08-01");
        if (place === publishedAfter) {
          await published(id, day);
          metOn = day;
        }
      }
      await sweep(at(addDays(day, 1), "00:05"));
      // Seven working days end on the 10th: it warns on the 8th, is late from the 11th, the office is told on the 17th.
      const levels = { dueSoon: "2026-09-08", overdue: "2026-09-11", escalated: "2026-09-17" } as const;
      const said = await alertsAbout(id, ["2026-08", "2026-09"]);
      expect(new Set(said.map(([level]) => level)).size).toBe(said.length);
      for (const [level, on, withdrawn] of said) {
        expect(withdrawn).toBe(false);
        expect(on >= levels[level]).toBe(true);
        if (metOn !== undefined) expect(on <= metOn).toBe(true);
      }
      if (metOn === undefined) expect(said.map(([level]) => level)).toContain("escalated");
    }),
    { numRuns: 8 },
  );
});

test("over the year's end an arrangement moves what is open: before and after in the history, wrong alerts withdrawn, said again once", async () => {
  const reportOn = "2026-12-28";
  const late = await penalty(20, "2026-12-18", reportOn);
  const crossing = await penalty(21, "2026-12-24", reportOn);
  const done = await penalty(22, "2026-12-24", reportOn);
  const many = await Promise.all(Array.from({ length: 60 }, (_, n) => penalty(30 + n, "2026-12-25", reportOn)));
  await published(done, "2026-12-28");
  const clock = async (id: string) => (await found(id)).clocks[0];
  expect(await clock(late)).toMatchObject({ dueOn: "2026-12-29", escalateOn: "2027-01-05", provisional: false });
  expect(await clock(crossing)).toMatchObject({ warnOn: "2026-12-31", dueOn: "2027-01-04", provisional: true });
  const ends = at("2026-12-31", "00:05");
  await sweep(ends);
  expect(await alertsAbout(crossing, ["2026-12"])).toEqual([["dueSoon", "2026-12-31", false]]);

  // The New Year holiday as it is usual, and the last day of the year a closing day of the city.
  await yearKept(engine, ends, "2027", { arrangement: gov2027 });
  await yearKept(engine, ends, "2026", { closingDays: [{ on: "2026-12-31", reason: "本市闭馆" }] });
  const now = at("2026-12-31", "10:00");
  const moved = await movedAll(now, "2026-12-31", 2);
  // All of the 60 and the two that are open; what is done stays, and what is due and told before the day changed.
  expect(moved).toBe(62);
  expect(await movedAll(now, "2026-12-31")).toBe(0);
  expect(await clock(crossing)).toMatchObject({
    warnOn: "2027-01-04",
    dueOn: "2027-01-06",
    provisional: false,
    movedFrom: ["2027-01-04"],
  });
  expect(await clock(late)).toMatchObject({ dueOn: "2026-12-29", escalateOn: "2027-01-07" });
  expect(await clock(done)).not.toHaveProperty("movedFrom");
  expect(await clock(many[59] ?? "")).toMatchObject({ dueOn: "2027-01-07", movedFrom: ["2027-01-05"] });
  expect(await alertsAbout(crossing, ["2026-12"])).toEqual([["dueSoon", "2026-12-31", true]]);
  expect(await alertsAbout(late, ["2026-12"])).toEqual([["overdue", "2026-12-31", false]]);
  const history = await house(now).reader.history(crossing);
  expect(history.at(-1)).toMatchObject({
    type: "disclosure-clocks-moved",
    revision: 2,
    by: { agencyId: "platform" },
    data: {
      moves: [
        {
          kind: "disclosurePublication",
          before: { dueOn: "2027-01-04", provisional: true },
          after: { dueOn: "2027-01-06", provisional: false },
        },
      ],
    },
  });
  expect(history.reduce<Disclosure | undefined>(evolve, undefined)).toEqual(await found(crossing));
  const { Item: told } = await engine.db.send(
    new GetCommand({
      TableName: engine.table.Disclosures,
      Key: { pk: `disclosure#${crossing}`, sk: "event#0000000002" },
    }),
  );
  expect(told).toMatchObject({ message: { fact: { revision: 2, publication: { dueOn: "2027-01-06" } } } });
  expect(await listed({ status: "open", kind: "disclosurePublication" }, "2026-12-31", { limit: 50 })).toHaveLength(61);

  // Said again on the day that it is due soon now, once; what was met keeps the due day that it had.
  for (const time of ["00:05", "01:05", "01:05"]) await sweep(at("2027-01-04", time));
  expect(await alertsAbout(crossing, ["2027-01"])).toEqual([["dueSoon", "2027-01-04", false]]);
  await published(crossing, "2027-01-06");
  expect(await clock(crossing)).toMatchObject({ dueOn: "2027-01-06", metOn: "2027-01-06", movedFrom: ["2027-01-04"] });
  for (const day of ["2027-01-05", "2027-01-06", "2027-01-07"]) await sweep(at(day, "00:05"));
  expect(await alertsAbout(late, ["2027-01"])).toEqual([["escalated", "2027-01-07", false]]);
});

test("A §19: a publication that was mistyped is taken back by its authority or the office; its duty is late again and says so", async () => {
  // Seven working days from the 9th end on the 18th.
  const id = await penalty(500, "2026-11-09", "2026-11-10");
  const kind = "disclosurePublication";
  const asLate = `${id} ${kind} overdue`;
  const before = await found(id);
  await published(id, "2026-11-10", "2026-11-11");
  for (const day of ["2026-11-16", "2026-11-19"]) await sweep(at(day, "00:05"));
  expect(await alertsAbout(id, ["2026-11"])).toEqual([]);
  expect(await listed({ status: "overdue", kind }, "2026-11-19")).not.toContain(asLate);

  const tax: Caller = { ...own, agencyId: "tax" };
  expect(await withdrawn(id, "2026-11-10", "2026-11-19", { caller: tax })).toMatchObject({
    refusal: { code: "disclosure.notYours" },
  });
  expect(await withdrawn(id, "2026-11-10", "2026-11-19", { by: officer })).toMatchObject({
    refusal: { code: "officer.required" },
  });
  expect(await withdrawn(id, "2026-11-12", "2026-11-19")).toMatchObject({
    refusal: { errors: [{ field: "publishedOn", code: "publication.unknown" }] },
  });
  expect(await withdrawn(id, "2026-11-10", "2026-11-19", { caller: office })).toMatchObject({ ok: true });
  expect(await withdrawn(id, "2026-11-10", "2026-11-19")).toMatchObject({ ok: false });
  const after = await found(id);
  expect(after).toEqual({ ...before, version: 3 });
  expect(await listed({ status: "overdue", kind }, "2026-11-19")).toContain(asLate);
  const history = await house(at("2026-11-19")).reader.history(id);
  expect(history.at(-1)).toMatchObject({
    type: "disclosure-publication-withdrawn",
    by: { officer: "周敏" },
    data: { reason: "日期录入有误", publications: [{ publishedOn: "2026-11-10" }] },
  });
  expect(history.reduce<Disclosure | undefined>(evolve, undefined)).toEqual(after);
  const { Item: told } = await engine.db.send(
    new GetCommand({
      TableName: engine.table.Disclosures,
      Key: { pk: `disclosure#${id}`, sk: "event#0000000003" },
    }),
  );
  expect(told?.["message"]).toMatchObject({ fact: { revision: 3, publication: { dueOn: "2026-11-18" } } });
  expect(told?.["message"]).not.toMatchObject({ fact: { publication: { metOn: "2026-11-10" } } });

  for (const time of ["01:05", "02:05"]) await sweep(at("2026-11-19", time));
  expect(await alertsAbout(id, ["2026-11"])).toEqual([["overdue", "2026-11-19", false]]);
  // The right day, two late: it is missed, as it was.
  await published(id, "2026-11-20");
  expect(await listed({ status: "missed", kind, month: "2026-11" }, "2026-11-20", { limit: 50 })).toContain(
    `${id} ${kind} missed`,
  );
});

test("A §19: a duty that stands again follows the calendar, as if nobody had said that it was done", async () => {
  // Seven working days from 1 September end on the 10th, and warn on the 8th.
  const id = await penalty(501, "2026-09-01", "2026-09-02");
  await sweep(at("2026-09-08", "00:05"));
  await published(id, "2026-09-03", "2026-09-08");
  const closed = (...days: string[]) =>
    yearKept(engine, at("2026-09-07"), "2026", { closingDays: days.map((on) => ({ on, reason: "本市闭馆" })) });
  await closed("2026-09-07", "2026-12-31");
  await movedAll(at("2026-09-08"), "2026-09-07");
  const said = [["dueSoon", "2026-09-08", false]];
  expect(await alertsAbout(id, ["2026-09"])).toEqual(said);
  expect((await found(id)).clocks[0]).toMatchObject({ dueOn: "2026-09-10", metOn: "2026-09-03" });
  expect(await withdrawn(id, "2026-09-03", "2026-09-08")).toMatchObject({ ok: true });
  const { clocks } = await found(id);
  expect(clocks[0]).toMatchObject({ warnOn: "2026-09-09", dueOn: "2026-09-11", movedFrom: ["2026-09-10"] });
  expect(clocks[0]).not.toHaveProperty("metOn");
  // What was said a day too early by these days is taken back, and said on its day.
  expect(await alertsAbout(id, ["2026-09"])).toEqual([["dueSoon", "2026-09-08", true]]);
  for (const time of ["00:05", "01:05"]) await sweep(at("2026-09-09", time));
  expect(await alertsAbout(id, ["2026-09"])).toEqual([
    ["dueSoon", "2026-09-08", true],
    ["dueSoon", "2026-09-09", false],
  ]);
  await closed("2026-12-31");
});

test("A §19: a corrected row takes back what was said about its old days; it is said on the new ones, again on the old ones if they return", async () => {
  // Seven working days from the 9th end on the 18th, from the 17th on the 26th.
  const id = await penalty(300, "2026-11-09", "2026-11-17");
  const of = async () => {
    const { late, compliant, clocks } = await found(id);
    return [late, compliant, clocks[0]?.dueOn];
  };
  for (const day of ["2026-11-16", "2026-11-19"]) await sweep(at(day, "00:05"));
  const first = [
    ["dueSoon", "2026-11-16", false],
    ["overdue", "2026-11-19", false],
  ];
  expect(await alertsAbout(id, ["2026-11"])).toEqual(first);
  expect(await of()).toEqual([true, false, "2026-11-18"]);
  expect(await listed({ status: "overdue", kind: "disclosurePublication" }, "2026-11-19")).toContain(
    `${id} disclosurePublication overdue`,
  );

  await penalty(300, "2026-11-17", "2026-11-19");
  const withdrawn = first.map(([level, on]) => [level, on, true]);
  expect(await alertsAbout(id, ["2026-11"])).toEqual(withdrawn);
  expect(await of()).toEqual([false, true, "2026-11-26"]);
  expect(await listed({ status: "overdue", kind: "disclosurePublication" }, "2026-11-19")).not.toContain(
    `${id} disclosurePublication overdue`,
  );
  // Nothing is said again before its day, and then once.
  for (const day of ["2026-11-20", "2026-11-24", "2026-11-25"]) await sweep(at(day, "00:05"));
  expect(await alertsAbout(id, ["2026-11"])).toEqual([...withdrawn, ["dueSoon", "2026-11-24", false]]);

  // The old day was right after all: what is late is late by it, and is said anew.
  await penalty(300, "2026-11-09", "2026-11-25");
  await sweep(at("2026-11-25", "09:05"));
  expect(await of()).toEqual([true, false, "2026-11-18"]);
  expect((await alertsAbout(id, ["2026-11"])).filter(([, , gone]) => !gone)).toEqual([
    ["dueSoon", "2026-11-24", false],
    ["escalated", "2026-11-25", false],
  ]);

  // Its days corrected once more after it was published: the figures and the list follow, late is what the new days make late.
  await published(id, "2026-11-25");
  await penalty(300, "2026-11-17", "2026-11-26");
  expect((await alertsAbout(id, ["2026-11"])).filter(([, , gone]) => !gone)).toEqual([
    ["dueSoon", "2026-11-24", false],
  ]);
  expect(await listed({ status: "met", kind: "disclosurePublication" }, "2026-11-26")).toContain(
    `${id} disclosurePublication met`,
  );
});

test("A §19: where an act was published is judged by the rules of the day on which it was reported, whatever came into force since", async () => {
  const id = await penalty(310, "2026-10-12", "2026-10-13");
  const [before] = (await found(id)).clocks;
  const stricter: DisclosureRulebook = (about) => {
    const rules = shippedDisclosureBook()(about);
    return about.on < "2026-10-15" ? rules : { ...rules, publication: { ...rules.publication, workingDays: 1 } };
  };
  await published(id, "2026-10-16", "2026-10-16", stricter);
  expect((await found(id)).clocks[0]).toEqual({ ...before, metOn: "2026-10-16" });
  // Nor does a row that corrects something else bring the stricter rules with it, to what is over or to what is open.
  const other = await penalty(311, "2026-10-12", "2026-10-14");
  for (const [n, disclosureId] of [id, other].entries()) {
    const { late, compliant, clocks } = await found(disclosureId);
    const row = penaltyRow(310 + n, { CF_JDRQ: "2026-10-12", CF_GSJZQ: undefined, CF_BZ: "更正备注" });
    expect(await reported("penalties", row, "2026-10-19", stricter)).toBe(disclosureId);
    expect(await found(disclosureId)).toMatchObject({ correctedOn: "2026-10-19", late, compliant, clocks });
  }
});

test("A §19: a closing day that is taken back, or comes later, judges nothing again that is over, and no figure moves with it", async () => {
  const closed = [{ on: "2026-12-03", reason: "本市闭馆" }];
  const change = async (closingDays: typeof closed, day: string) => {
    await yearKept(engine, at(day), "2026", { closingDays });
    return movedAll(at(day), "2026-12-01");
  };
  const figures = async () => {
    await countedOn(engine, await toldOn(engine), 1);
    const reading = {
      figures: createFigureReader(engine.db, engine.table.Figures),
      names: createAgencyNames(engine.db, engine.table.Register),
      targetsOn: shippedTargetBook(),
      now: () => at("2026-12-31"),
    };
    const read = await readCompliance(reading, officer.agencyId, "2026-12", office);
    if (!read.ok) throw new Error(read.refusal.code);
    const { taken, onTime, late, compliant, medianDays } = read.value.dualPublicity;
    return { taken, onTime, late, compliant, medianDays };
  };
  const remark = (n: number, decidedOn: string, day: string) => {
    const row = penaltyRow(n, { CF_JDRQ: decidedOn, CF_GSJZQ: undefined, CF_BZ: `更正备注 ${day}` });
    return reported("penalties", row, day);
  };
  await change(closed, "2026-12-02");
  // Five working days from the 1st end on the 9th with the 3rd closed, and on the 8th without.
  const ids = await Promise.all([400, 401, 402].map((n) => penalty(n, "2026-12-01", "2026-12-09")));
  const [told = "", mended = "", untouched = ""] = ids;
  const tooLate = await penalty(403, "2026-11-30", "2026-12-09");
  const judged = async (id: string) => {
    const { late, compliant, clocks } = await found(id);
    return [late, compliant, clocks.find(({ kind }) => kind === "disclosureCollection")];
  };
  const publication = async (id: string) => (await found(id)).clocks[0];
  const before = await judged(told);
  expect(before).toMatchObject([false, true, { dueOn: "2026-12-09", metOn: "2026-12-09" }]);
  expect(await judged(tooLate)).toMatchObject([true, false, { dueOn: "2026-12-08" }]);
  expect(await publication(told)).toMatchObject({ dueOn: "2026-12-11" });
  const counted = await figures();

  // What is open moves, on the record; what is over stays, whatever is reported afterwards.
  expect(await change([], "2026-12-09")).toBeGreaterThanOrEqual(4);
  await published(told, "2026-12-02", "2026-12-10");
  expect(await remark(401, "2026-12-01", "2026-12-10")).toBe(mended);
  for (const id of ids) expect(await judged(id)).toMatchObject([false, true, { dueOn: "2026-12-09" }]);
  for (const id of ids) expect(await publication(id)).toMatchObject({ dueOn: "2026-12-10", movedFrom: ["2026-12-11"] });
  const types = (await house(at("2026-12-10")).reader.history(told)).map(({ type }) => type);
  expect(types).toEqual(["disclosure-recorded", "disclosure-clocks-moved", "disclosure-publication-reported"]);
  expect(await figures()).toEqual(counted);

  // Nor is what was late in time once the days of then are closed; the publication that is done stays as well.
  await change([...closed, { on: "2026-12-04", reason: "本市闭馆" }], "2026-12-10");
  await remark(403, "2026-11-30", "2026-12-11");
  await remark(400, "2026-12-01", "2026-12-11");
  expect(await judged(tooLate)).toMatchObject([true, false, { dueOn: "2026-12-08" }]);
  expect(await publication(told)).toMatchObject({ dueOn: "2026-12-10", metOn: "2026-12-02" });
  expect(await publication(untouched)).toMatchObject({ dueOn: "2026-12-14", movedFrom: ["2026-12-11", "2026-12-10"] });
  expect(await figures()).toEqual(counted);

  // Another day of decision is judged anew, by the days that hold now.
  await penalty(402, "2026-11-27", "2026-12-11");
  expect(await judged(untouched)).toMatchObject([true, false, { dueOn: "2026-12-08" }]);
  expect(await figures()).toMatchObject({ onTime: counted.onTime - 1, late: counted.late + 1 });
});

test("a sweep knows what it raised itself, and says where it does not: somebody else may have, or its own request that was lost", async () => {
  const disclosureId = await penalty(91, "2026-11-10", "2026-11-13");
  const of = async (outcome: "raised" | "stood" | "outrun", when = at("2027-03-01")) => {
    let [raised, uncertain] = [0, 0];
    await sweepDisclosures(
      {
        disclosures: house(when).disclosures,
        lateDisclosures: {
          shards: 1,
          due: async function* () {
            yield await Promise.resolve([disclosureId]);
          },
          raise: () => Promise.resolve(outcome),
        },
      },
      when,
      { raised: () => raised++, uncertain: () => uncertain++, failed: () => undefined },
    );
    return [raised, uncertain > 0];
  };
  expect(await of("raised")).toEqual([1, false]);
  for (const outcome of ["stood", "outrun"] as const) expect(await of(outcome)).toEqual([0, true]);
  // The index had it, and it calls for nothing: it was attended to since.
  expect(await of("raised", at("2026-11-13"))).toEqual([0, true]);
});
