import { afterAll, beforeAll, expect, test } from "vitest";
import { isEntryEvent } from "../../events/catalogue.ts";
import { createAgencyDirectory, createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createWithdraw } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createClockReader } from "../../shared/adapters/dynamodb/clock/clocks.ts";
import { createDisclosureStore } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createObjectionReader } from "../../shared/adapters/dynamodb/entry/objections.ts";
import { createRepairReader } from "../../shared/adapters/dynamodb/entry/repairs.ts";
import { createTriggerClocks } from "../../shared/adapters/dynamodb/trigger/trigger-watches.ts";
import { actOn, type EntryAct } from "../../shared/app/entry/advance-entry.ts";
import { advanceRepair, fileRepair } from "../../shared/app/repair/advance-repair.ts";
import * as contest from "../../shared/app/objection/contest-acts.ts";
import { moveClocks } from "../../shared/app/clock/move-clocks.ts";
import * as repairs from "../../shared/app/repair/repair-acts.ts";
import { shippedArrangements } from "../../shared/calendar/arrangements.ts";
import { createWorkingCalendar } from "../../shared/calendar/working-calendar.ts";
import { clockStatus } from "../../shared/domain/clock/clock.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import { shippedClockLengths, shippedDisclosureBook } from "../../shared/policy/shipped-rulebook.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, usccNo } from "../support/house.ts";
import { actingOn, houseOn, marketRegulation, office, tax } from "../support/subjects.ts";

/** Objections and applications about an entry whose clocks a change of the calendar moves (SPEC "Working days and clocks"). */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  const register = createAgencyRegister(engine.db, engine.table.Register, () => new Date());
  for (const agencyId of ["market-regulation", "tax", "credit-office"])
    await register.put({ agencyId, name: agencyId, uscc: usccNo(1, "11"), roles: ["authority"], clientIds: [] });
});
afterAll(() => {
  engine.stop();
});

/** The Spring Festival of 2027, arranged while the clocks run. */
const arranged = createWorkingCalendar({
  ...shippedArrangements(),
  "2027": {
    sources: ["https://www.gov.cn/zhengce/2027.htm"],
    off: ["2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11", "2027-02-12"],
    work: [],
  },
});
const on = (day: string) => ({
  ...houseOn(engine, new Date(`${day}T10:00:00+08:00`)),
  ...(day > "2027-02-02" ? { calendar: arranged } : {}),
  repairs: createRepairReader(engine.db, engine.table.Lists),
});
const stampOf = (caller: Caller) => ({
  caller,
  by: { agencyId: caller.agencyId, name: caller.name, clientId: caller.clientId, officer: "窗口甲" },
  expectedVersion: "any" as const,
  correlationId: "moved",
});
const acted = (entryId: string, act: EntryAct, caller: Caller, day: string) =>
  actOn(on(day), act, { entryId, ...stampOf(caller) });
const sure = <T>(came: { ok: true; value: T } | { ok: false; refusal: unknown }): T => {
  if (!came.ok) throw new Error(JSON.stringify(came.refusal));
  return came.value;
};

const move = async (agencyId: string): Promise<number> => {
  const { db, table } = engine;
  return moveClocks(
    {
      ...on("2027-02-03"),
      lengthOf: shippedClockLengths(),
      disclosureRules: shippedDisclosureBook(),
      disclosures: createDisclosureStore(db, { disclosures: table.Disclosures }),
      alertStore: { withdraw: createWithdraw(db, table.Lists) },
      clocks: createClockReader(db, { lists: table.Lists, triggers: table.Triggers, disclosures: table.Disclosures }),
      directory: createAgencyDirectory(db, table.Register),
      triggerClocks: createTriggerClocks(db, table.Triggers, () => Promise.resolve([])),
      clockQueue: { send: () => Promise.resolve() },
    },
    { type: "clocks-due", version: 1, correlationId: "move", from: "2027-02-03", place: { agencyId } },
  );
};

test("are verified, decided, checked and shown by the days that the calendar gives them now", async () => {
  const input = listing(1, { severity: "general", validTo: "2027-11-01", informationProvider: "tax" });
  const { entryId, subjectId } = await actingOn(engine).submit(input);
  const application = {
    applicant: { name: "陈国栋", capacity: "legalRepresentative" },
    steps: [
      { step: "rectification", evidence: [{ title: "整改验收意见" }] },
      { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
    ],
    commitment: { by: "陈国栋", on: "2027-02-01" },
  } as const satisfies Parameters<typeof repairs.applyForRepair>[0];
  const filing = { origin: "subject", ground: "facts", text: "金额有误。", evidence: [] } as const;
  const { objection } = sure(await acted(entryId, contest.fileObjection(filing), marketRegulation, "2027-02-02"));
  const objectionId = objection?.objectionId ?? "";
  expect(objection?.clock).toMatchObject({ agencyId: "tax", dueOn: "2027-02-16", provisional: true });
  const other = sure(
    await acted(entryId, contest.fileObjection({ ...filing, ground: "basis" }), marketRegulation, "2027-02-02"),
  );
  const { repairId } = sure(
    await fileRepair(on("2027-02-02"), repairs.applyForRepair(application), {
      entryId,
      ...stampOf(marketRegulation),
    }),
  );

  expect(await move("tax")).toBe(3);
  expect(await move("credit-office")).toBe(0);
  const moved = { dueOn: "2027-02-23", movedFrom: ["2027-02-16"], provisional: false };
  const reader = createObjectionReader(engine.db, engine.table.Lists, engine.table.Disclosures);
  const read = async () => {
    const found = await reader.find(objectionId);
    if (!found) throw new Error(objectionId);
    return found;
  };
  expect(await read()).toMatchObject({ clock: moved, version: 2 });
  expect(clockStatus((await read()).clock, "2027-02-18")).toBe("dueSoon");
  expect((await reader.inbox({ agencyId: "tax" }, { limit: 10 })).items.map((each) => each.objection.clock)).toEqual([
    expect.objectContaining(moved),
    expect.objectContaining(moved),
  ]);
  const stored = await on("2027-02-03").repairs.byId(repairId);
  expect(stored?.clocks).toEqual([expect.objectContaining({ kind: "repairCheck", ...moved })]);

  // The provider still has until the 23rd: nobody rejects what it has not verified.
  const resolution = { outcome: "rejected", reason: "维持。" } as const;
  const any = { objectionId, expectedVersion: "any" } as const;
  expect(await acted(entryId, contest.resolveObjection(any, resolution), marketRegulation, "2027-02-18")).toMatchObject(
    { ok: false, refusal: { code: "objection.notVerified" } },
  );
  const checked = sure(
    await advanceRepair(on("2027-02-18"), repairs.checkRepair({ missing: [] }), { repairId, ...stampOf(office) }),
  );
  const check = checked.clocks.find(({ kind }) => kind === "repairCheck");
  expect(check).toMatchObject({ ...moved, metOn: "2027-02-18" });
  expect(check && clockStatus(check, "2027-02-19")).toBe("met");

  const found = { finding: "unclear", text: "无误。", evidence: [] } as const;
  sure(await acted(entryId, contest.verifyObjection(any, found), tax, "2027-02-18"));
  const closed = sure(await acted(entryId, contest.resolveObjection(any, resolution), marketRegulation, "2027-02-18"));
  expect(closed.objection).toMatchObject({ clock: { ...moved, metOn: "2027-02-18" }, version: 4 });
  expect(await read()).toEqual(closed.objection);
  // What has nothing left to decide keeps the days that it had last.
  const otherOne = { objectionId: other.objection?.objectionId ?? "", expectedVersion: "any" } as const;
  sure(
    await acted(
      entryId,
      contest.resolveObjection(otherOne, { outcome: "upheld", reason: "属实。" }),
      office,
      "2027-02-18",
    ),
  );
  expect(await reader.find(otherOne.objectionId)).toMatchObject({ clock: { ...moved, metOn: "2027-02-18" } });

  const house = on("2027-02-18");
  const history = (await house.reader.history(subjectId)).filter(isEntryEvent);
  expect(history.reduce<Entry | undefined>(evolve, undefined)).toEqual((await house.reader.entry(entryId))?.entry);
});
