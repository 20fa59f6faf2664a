import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClockKind } from "../../events/vocabulary.ts";
import { getObjections } from "../../shared/adapters/dynamodb/items/objection-items.ts";
import { createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { advanceDisclosure } from "../../shared/app/disclosure/advance-disclosure.ts";
import * as acts from "../../shared/app/disclosure/disclosure-acts.ts";
import { forecastClocks } from "../../shared/app/clock/forecast-clocks.ts";
import { type ClockQuery, listClocks } from "../../shared/app/clock/list-clocks.ts";
import { recordDisclosure } from "../../shared/app/disclosure/record-disclosure.ts";
import { simulateDeadlines } from "../../shared/app/clock/simulate-deadlines.ts";
import { sweepDisclosures } from "../../shared/app/disclosure/sweep-disclosures.ts";
import { checkRow } from "../../shared/domain/disclosure/check.ts";
import repair2026 from "../../shared/policy/policies/repair-2026.json" with { type: "json" };
import type { Caller } from "../../shared/ports/agencies.ts";
import { alertsOfMonth } from "../support/alerts.ts";
import { actHouse, allMoved, decidingOnActs, yearKept } from "../support/act-house.ts";
import { agencyCode, penaltyRow, type Row } from "../support/disclosures.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { officer, usccNo } from "../support/house.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  const register = createAgencyRegister(engine.db, engine.table.Register, () => at("2026-11-23"));
  for (const agencyId of ["market-regulation", "credit-office"])
    await register.put({ agencyId, name: agencyId, uscc: usccNo(1, "11"), roles: ["authority"], clientIds: [] });
});
afterAll(() => {
  engine.stop();
});

const at = (day: string, time = "09:00") => new Date(`${day}T${time}:00+08:00`);
const authority: Caller = { ...officer, roles: ["authority"] };
const tax: Caller = { agencyId: "tax", name: "税务局", clientId: "tax-client", roles: ["implementing"] };
const office: Caller = { agencyId: "credit-office", name: "信用办", clientId: "office", roles: ["office"] };

const house = (now: Date) => actHouse(engine, now);
const deciding = (day: string) => decidingOnActs(engine, at(day));
/** Its row is worked on on a day, that of its file's receipt unless told otherwise. */
const penalty = async (n: number, change: Row, day: string, receivedOn = day): Promise<string> => {
  const checked = checkRow("penalties", penaltyRow(n, change), { today: day, agencyCode });
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusal));
  const done = await recordDisclosure(deciding(day), {
    row: checked.value,
    by: officer,
    correlationId: "row",
    origin: { submissionId: `sub_${n}_${day}`, line: 2, receivedAt: `${receivedOn}T09:00:00.000+08:00` },
  });
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value.disclosureId;
};
const claim = async (disclosureId: string, act: acts.DisclosureAct, caller: Caller, day: string) => {
  const by = { agencyId: caller.agencyId, name: caller.name, clientId: caller.clientId, officer: "周敏" };
  const done = await advanceDisclosure(deciding(day), act, { disclosureId, caller, by, correlationId: "claim" });
  if (!done.ok) throw new Error(`${done.refusal.code} ${done.refusal.detail}`);
  return done.value;
};
const objected = async (disclosureId: string, day: string, ground: "facts" | "identity" = "facts") => {
  const act = acts.fileActObjection({ origin: "subject", ground, text: "货值有误。", evidence: [] });
  return (await claim(disclosureId, act, tax, day)).objection?.objectionId ?? "";
};
const listed = async (query: Omit<ClockQuery, "limit">, day: string) => {
  const page = await listClocks(house(at(day)), { ...query, limit: 100 }, office);
  if (!page.ok) throw new Error(page.refusal.code);
  return page.value.items.map(({ clock, disclosureId, status }) => [disclosureId, clock.agencyId, status, clock.dueOn]);
};
const kind = "objectionVerification";
const any = { expectedVersion: "any" } as const;

const movedAll = (now: Date, from: string) => allMoved(engine, now, from);
const alertsAbout = async (disclosureId: string, month: string, of: ClockKind = kind) =>
  (await alertsOfMonth(engine, month)).flatMap((alert) =>
    "disclosureId" in alert && alert.disclosureId === disclosureId && alert.kind === of
      ? [[alert.level, alert.withdrawnAt !== undefined]]
      : [],
  );

test("A §22: the clock of an objection is found whatever the act's own clocks are, and is gone when it is decided", async () => {
  // Its publication has been overdue since January.
  const id = await penalty(1, { CF_JDRQ: "2026-01-07", CF_GSJZQ: "2027-01-06" }, "2026-01-08");
  const objectionId = await objected(id, "2026-11-17");
  const mine = { kind, agency: "market-regulation" } as const;
  const dueOn = "2026-12-01";
  expect(await listed({ ...mine, status: "open" }, "2026-11-18")).toEqual([[id, "market-regulation", "open", dueOn]]);
  expect(await listed({ ...mine, status: "dueSoon" }, dueOn)).toHaveLength(1);
  expect(await listed({ ...mine, status: "overdue" }, "2026-12-02")).toHaveLength(1);
  expect(await listed({ kind: "disclosurePublication", status: "overdue" }, "2026-11-18")).toHaveLength(1);
  expect(await forecastClocks(house(at("2026-11-18")), { agency: "market-regulation" }, office)).toMatchObject({
    value: { overdue: 1, days: [{ on: dueOn, due: 1, byKind: { [kind]: 1 } }] },
  });
  const ask = { caller: office, policy: repair2026, from: "2026-11-01", to: "2026-11-30" };
  expect(await simulateDeadlines(house(at("2026-11-18")), ask)).toMatchObject({
    value: { kinds: { [kind]: { total: 1, lateNow: 0, dueOn: { [dueOn]: 1 } } } },
  });

  const finding = { finding: "confirmed", text: "复核无误。", evidence: [] } as const;
  await claim(id, acts.verifyActObjection({ objectionId, ...any }, finding), authority, "2026-11-20");
  expect(await listed(mine, "2026-11-20")).toEqual([]);
  // It is filed by the month in which it began, whatever day its act was decided on.
  expect(await listed({ ...mine, status: "met", month: "2026-11" }, "2026-12-01")).toEqual([
    [id, "market-regulation", "met", dueOn],
  ]);
  expect(await listed({ ...mine, status: "met", month: "2026-01" }, "2026-12-01")).toEqual([]);
  await claim(
    id,
    acts.resolveActObjection({ objectionId, ...any }, { outcome: "rejected", reason: "属实" }),
    authority,
    "2026-11-20",
  );
  expect(await listed({ ...mine, status: "met", month: "2026-11" }, "2026-12-01")).toHaveLength(1);

  // Decided without a finding it is met; what is taken back, or has no object any more, is gone.
  const second = await objected(id, "2026-11-23", "identity");
  const third = await penalty(2, {}, "2026-11-20");
  const first = await objected(third, "2026-11-23");
  await objected(third, "2026-11-23", "identity");
  expect(await listed(mine, "2026-11-23")).toHaveLength(3);
  await claim(id, acts.withdrawActObjection({ objectionId: second, ...any }, "撤回"), tax, "2026-11-24");
  await claim(
    third,
    acts.resolveActObjection({ objectionId: first, ...any }, { outcome: "upheld", reason: "有误" }),
    authority,
    "2026-11-24",
  );
  expect(await listed(mine, "2026-11-24")).toEqual([]);
  expect(await listed({ ...mine, status: "met", month: "2026-11" }, "2026-12-01")).toHaveLength(2);
});

const application: Parameters<typeof acts.applyForActRepair>[0] = {
  applicant: { name: "陈国栋", capacity: "legalRepresentative" },
  steps: [
    { step: "rectification", evidence: [{ title: "整改验收意见" }] },
    { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
  ],
  commitment: { by: "陈国栋", on: "2026-11-02" },
};
test("国办发〔2025〕22号: the check of a repair is the office's clock, and over with the publicity that it asks to end", async () => {
  const id = await penalty(10, { CF_JDRQ: "2026-07-20", CF_GSJZQ: "2026-11-19" }, "2026-07-21");
  await claim(id, acts.applyForActRepair(application), tax, "2026-11-02");
  const query = { kind: "repairCheck" } as const;
  const dueOn = "2026-11-16";
  expect(await listed({ ...query, agency: "market-regulation" }, "2026-11-03")).toEqual([]);
  expect(await listed({ ...query, agency: "credit-office" }, "2026-11-03")).toEqual([
    [id, "credit-office", "open", dueOn],
  ]);
  const overdueOn = async (day: string) => {
    const forecast = await forecastClocks(house(at(day)), { agency: "credit-office" }, office);
    return [(await listed({ ...query, status: "overdue" }, day)).length, forecast.ok && forecast.value.overdue];
  };
  expect(await overdueOn("2026-11-19")).toEqual([1, 1]);
  expect(await overdueOn("2026-11-20")).toEqual([0, 0]);
  // As one of an entry that exits: late by then, it is missed for good, of the month in which it began.
  const missed = () => listed({ ...query, status: "missed", month: "2026-11" }, "2026-11-20");
  expect(await missed()).toEqual([[id, "credit-office", "missed", dueOn]]);
  expect(await listed({ status: "missed", kind: "repairCheck", month: "2026-10" }, "2026-11-20")).toEqual([]);
  expect(await listed({ ...query, status: "met", month: "2026-11" }, "2026-11-20")).toEqual([]);
  // A corrected row with a later end has it run on.
  await penalty(10, { CF_JDRQ: "2026-07-20", CF_GSJZQ: "2026-11-25" }, "2026-11-19");
  expect(await missed()).toEqual([]);
  expect(await overdueOn("2026-11-20")).toEqual([1, 1]);
  expect(await overdueOn("2026-11-26")).toEqual([0, 0]);
});

test("Order 36 第三条: what was said of a repair after the day on which a corrected row ends the publicity is withdrawn", async () => {
  const days = { CF_JDRQ: "2026-07-20", CF_GSJZQ: "2026-11-30" };
  const id = await penalty(11, days, "2026-07-21");
  await claim(id, acts.applyForActRepair(application), tax, "2026-11-02");
  const sweep = (day: string) => sweepDisclosures(house(at(day, "00:05")), at(day, "00:05"));
  for (const day of ["2026-11-16", "2026-11-17"]) await sweep(day);
  const said = (overdueGone: boolean) => [
    ["dueSoon", false],
    ["overdue", overdueGone],
  ];
  expect(await alertsAbout(id, "2026-11", "repairCheck")).toEqual(said(false));
  // No row ends it before the day on which its file came.
  await penalty(11, { ...days, CF_GSJZQ: "2026-11-16" }, "2026-11-18", "2026-11-16");
  await sweep("2026-11-24");
  expect(await alertsAbout(id, "2026-11", "repairCheck")).toEqual(said(true));
});

test("a change of the calendar moves the clock of an objection to an act whose publication is long overdue", async () => {
  const id = await penalty(20, { CF_JDRQ: "2026-01-14", CF_GSJZQ: "2027-01-13" }, "2026-01-15");
  await objected(id, "2026-12-21");
  const clock = async () => (await house(at("2026-12-30")).disclosures.find(id))?.disclosure.clocks.at(-1);
  expect(await clock()).toMatchObject({ kind, dueOn: "2027-01-04", warnOn: "2026-12-30" });
  await sweepDisclosures(house(at("2026-12-30", "00:05")), at("2026-12-30", "00:05"));
  expect(await alertsAbout(id, "2026-12")).toEqual([["dueSoon", false]]);
  await yearKept(engine, at("2026-12-30", "08:00"), "2026", {
    closingDays: [{ on: "2026-12-30", reason: "本市闭馆" }],
  });
  const now = at("2026-12-30", "10:00");
  expect(await movedAll(now, "2026-12-30")).toBe(1);
  expect(await clock()).toMatchObject({ kind, dueOn: "2027-01-05", movedFrom: ["2027-01-04"] });
  // The objection itself is shown and decided by the same days.
  const [objection] = await getObjections(engine.db, engine.table.Lists, id);
  expect(objection).toMatchObject({ clock: await clock(), version: 2 });
  expect(await alertsAbout(id, "2026-12")).toEqual([["dueSoon", true]]);
  expect(await listed({ kind, agency: "market-regulation", status: "open" }, "2026-12-30")).toEqual([
    [id, "market-regulation", "open", "2027-01-05"],
  ]);
  expect(await movedAll(now, "2026-12-30")).toBe(0);
});
