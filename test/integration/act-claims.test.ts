import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAlertReader, createWithdraw } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createDisclosureDue } from "../../shared/adapters/dynamodb/disclosure/disclosure-due.ts";
import {
  createDisclosureReader,
  createDisclosureStore,
  createPublicDisclosures,
} from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createEntryReader } from "../../shared/adapters/dynamodb/entry/entry-reader.ts";
import { getObjections } from "../../shared/adapters/dynamodb/items/objection-items.ts";
import { createObjectionReader } from "../../shared/adapters/dynamodb/entry/objections.ts";
import { createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { readRecord } from "../../shared/adapters/dynamodb/items/records.ts";
import { createRepairReader } from "../../shared/adapters/dynamodb/entry/repairs.ts";
import { createStandingReader } from "../../shared/adapters/dynamodb/subject/standings.ts";
import { type AdvancedDisclosure, advanceDisclosure } from "../../shared/app/disclosure/advance-disclosure.ts";
import { openRepair } from "../../shared/app/repair/advance-repair.ts";
import * as acts from "../../shared/app/disclosure/disclosure-acts.ts";
import {
  queryDisclosures,
  readDisclosureHistory,
  readPublicDisclosure,
} from "../../shared/app/disclosure/read-disclosures.ts";
import { readEvidence } from "../../shared/app/evidence/read-evidence.ts";
import { listObjections, readObjection } from "../../shared/app/objection/read-objections.ts";
import { listRepairs, readRepair } from "../../shared/app/repair/read-repairs.ts";
import { recordDisclosure } from "../../shared/app/disclosure/record-disclosure.ts";
import { approveRepair, checkRepair } from "../../shared/app/repair/repair-acts.ts";
import { sweepDisclosures } from "../../shared/app/disclosure/sweep-disclosures.ts";
import { checkRow } from "../../shared/domain/disclosure/check.ts";
import type { Disclosure } from "../../shared/domain/disclosure/disclosure.ts";
import { evolve } from "../../shared/domain/disclosure/evolve.ts";
import { disclosureEventView, publicDisclosureView } from "../../shared/http/disclosure-views.ts";
import { encode } from "../../shared/kernel/ids.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { Refusal } from "../../shared/domain/refusal.ts";
import { shippedDisclosureBook, shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import { marshall } from "@aws-sdk/util-dynamodb";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { agencyCode, onPerson, penaltyRow, type Row } from "../support/disclosures.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { calendar, officer, usccNo } from "../support/house.ts";
import { newSubjectId, personsIn } from "../support/persons.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const masks = shippedPrivacyBook()("2026-11-23").masks;
const at = (day: string): Date => new Date(`${day}T09:00:00+08:00`);
const house = (day = "2026-11-23") => {
  const { db, table } = engine;
  return {
    alertStore: { withdraw: createWithdraw(db, table.Lists) },
    disclosures: createDisclosureStore(db, {
      disclosures: table.Disclosures,
      lists: table.Lists,
      intake: table.Intake,
    }),
    actObjections: (disclosureId: string) => getObjections(db, table.Lists, disclosureId),
    lateDisclosures: createDisclosureDue(db, { disclosures: table.Disclosures, lists: table.Lists }),
    reader: createDisclosureReader(db, table.Disclosures),
    persons: personsIn(db, table.Subjects, newSubjectId),
    standings: createStandingReader(db, table.Subjects),
    reads: createPersonalReads(db, table.PersonalReads),
    repairs: createRepairReader(db, table.Lists),
    newReadId: () => `prd_${encode(randomBytes(20))}`,
    masksOn: () => masks,
    rulesFor: shippedDisclosureBook(),
    calendar: () => Promise.resolve(calendar),
    now: () => at(day),
  };
};
const objecting = (day = "2026-11-23") => ({
  ...house(day),
  objections: createObjectionReader(engine.db, engine.table.Lists, engine.table.Disclosures),
  acts: house(day).reader,
  reader: createEntryReader(engine.db, engine.table.Lists),
});
const open = (day = "2026-11-23") => ({
  disclosures: createPublicDisclosures(engine.db, engine.table.Disclosures),
  standings: createStandingReader(engine.db, engine.table.Subjects),
  now: () => at(day),
});

const authority: Caller = { ...officer, roles: ["authority"] };
const tax: Caller = { agencyId: "tax", name: "税务局", clientId: "tax-client", roles: ["implementing"] };
const other: Caller = { agencyId: "transport", name: "交通局", clientId: "t-client", roles: ["authority"] };
const office: Caller = { agencyId: "credit-office", name: "信用办", clientId: "office", roles: ["office"] };
const bank: Caller = { agencyId: "bank", name: "银行", clientId: "bank-client", roles: ["partner"] };

let rows = 0;
/** The nth penalty, decided in July and so past the shortest period of general conduct. */
const penalty = async (n: number, change: Row = {}): Promise<string> => {
  const row = penaltyRow(n, { CF_JDRQ: "2026-07-20", CF_GSJZQ: "2027-07-19", ...change });
  const checked = checkRow("penalties", row, { today: "2026-11-23", agencyCode });
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusal));
  const origin = { submissionId: `sub_${String(++rows).padStart(26, "0")}`, line: 2 };
  const done = await recordDisclosure(house(), { row: checked.value, by: officer, correlationId: "row", origin });
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value.disclosureId;
};

const claim = (disclosureId: string, act: acts.DisclosureAct, caller: Caller, day = "2026-11-23") =>
  advanceDisclosure(house(day), act, {
    disclosureId,
    caller,
    by: { agencyId: caller.agencyId, name: caller.name, clientId: caller.clientId, officer: "周敏" },
    correlationId: "claim",
  });
const done = (result: Result<AdvancedDisclosure, Refusal>): AdvancedDisclosure => {
  if (!result.ok) throw new Error(`${result.refusal.code} ${result.refusal.detail}`);
  return result.value;
};
const filing = (change: object = {}) =>
  acts.fileActObjection({ origin: "subject", ground: "facts", text: "货值有误。", evidence: [], ...change });
const filed = async (disclosureId: string, change: object = {}) => {
  const { objection } = done(await claim(disclosureId, filing(change), tax));
  if (!objection) throw new Error("it was filed");
  return objection;
};
const found = async (disclosureId: string): Promise<Disclosure> => {
  const stored = await house().disclosures.find(disclosureId);
  if (!stored) throw new Error(`${disclosureId} is not there`);
  return stored.disclosure;
};
const stored = async (disclosureId: string): Promise<Disclosure> => {
  const disclosure = await found(disclosureId);
  const history = await house().reader.history(disclosureId);
  expect(history.reduce<Disclosure | undefined>(evolve, undefined)).toEqual(disclosure);
  return disclosure;
};
const shown = async (uscc: string, day = "2026-11-23") =>
  (await queryDisclosures(open(day), { uscc, limit: 50 })).items.map((each) => publicDisclosureView(each, masks));
const any = { expectedVersion: "any" } as const;

describe("A §22: an objection to an act", () => {
  test("marks it, reaches its agency's inbox and webhook, is verified, rejected, and shown to the end", async () => {
    const disclosureId = await penalty(1);
    const { objectionId } = await filed(disclosureId);
    expect(await shown(usccNo(1))).toMatchObject([{ disclosureId, contested: true }]);
    const inbox = async (caller: Caller) =>
      (await listObjections(objecting(), caller, { limit: 50 })).items
        .filter(({ objection }) => objection.objectionId === objectionId)
        .map(({ status }) => status);
    for (const caller of [authority, tax, office]) expect(await inbox(caller)).toEqual(["open"]);
    expect(await inbox(other)).toEqual([]);
    const told = async () => {
      const { Items = [] } = await engine.db.send(
        new QueryCommand({
          TableName: engine.table.Lists,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :announced)",
          ExpressionAttributeValues: { ":pk": `disclosure#${disclosureId}`, ":announced": "announced#" },
        }),
      );
      return Items.map((item) => readRecord(marshall(item)));
    };
    expect(await told()).toMatchObject([
      { type: "objection-announced", happened: "filed", told: [officer.agencyId], objectionId },
    ]);

    const which = { objectionId, ...any };
    const finding = { finding: "confirmed", text: "经核对属实。", evidence: [] } as const;
    for (const caller of [tax, other, office])
      expect(await claim(disclosureId, acts.verifyActObjection(which, finding), caller)).toMatchObject({
        refusal: { code: "objection.notYours" },
      });
    const reject = acts.resolveActObjection(which, { outcome: "rejected", reason: "核实无误。" });
    // The office waits for the agency's finding; the agency itself need not.
    expect(await claim(disclosureId, reject, office)).toMatchObject({ refusal: { code: "objection.notVerified" } });
    expect(await claim(disclosureId, reject, other)).toMatchObject({ refusal: { code: "objection.notYours" } });
    done(await claim(disclosureId, acts.verifyActObjection(which, finding), authority));
    expect(
      await claim(
        disclosureId,
        acts.resolveActObjection({ objectionId, expectedVersion: 1 }, { outcome: "rejected", reason: "x" }),
        office,
      ),
    ).toMatchObject({ refusal: { code: "objection.stale" } });
    done(await claim(disclosureId, reject, office));
    expect(await shown(usccNo(1))).toMatchObject([{ contested: false }]);
    expect(await inbox(tax)).toEqual(["closed"]);
    expect((await told()).map((each) => "happened" in each && each.happened)).toEqual(["filed", "verified", "closed"]);
    expect((await stored(disclosureId)).openObjections).toBeUndefined();
    expect(await claim(disclosureId, filing(), tax)).toMatchObject({ refusal: { code: "objection.decided" } });
    const withProof = await filed(disclosureId, { evidence: [{ title: "新的检验报告" }] });
    expect(withProof.filedOn).toBe("2026-11-23");
  });

  test("upheld takes it off every public read at once and for good, and the other objections with it", async () => {
    const disclosureId = await penalty(2);
    const [one, two] = [await filed(disclosureId), await filed(disclosureId, { ground: "basis" })];
    const upheld = { outcome: "upheld", reason: "原处罚决定被撤销。" } as const;
    done(await claim(disclosureId, acts.resolveActObjection({ ...one, ...any }, upheld), authority));
    expect(await shown(usccNo(2))).toEqual([]);
    expect(await readPublicDisclosure(open(), disclosureId)).toMatchObject({ refusal: { code: "disclosure.ended" } });
    // The same row again is nothing new; a changed one is refused with what to do. Neither brings it back.
    expect(await penalty(2)).toBe(disclosureId);
    await expect(penalty(2, { CF_NR_FK: "1.3" })).rejects.toThrow("disclosure.takenDown");
    expect(await shown(usccNo(2))).toEqual([]);
    const reading = { caller: authority, correlationId: "read" };
    expect(await readObjection(objecting(), two.objectionId, reading)).toMatchObject({ value: { status: "moot" } });
    expect(await claim(disclosureId, filing({ ground: "severity" }), tax)).toMatchObject({
      refusal: { code: "objection.settled" },
    });
    expect((await stored(disclosureId)).takenDown).toEqual({ on: "2026-11-23", reason: "error" });
  });

  test("is closed as corrected once the corrected row is in, with its history", async () => {
    const disclosureId = await penalty(3);
    const objection = await filed(disclosureId);
    const corrected = { outcome: "corrected", reason: "金额录入有误。" } as const;
    const resolve = (how: object = {}) =>
      claim(disclosureId, acts.resolveActObjection({ ...objection, ...any }, { ...corrected, ...how }), authority);
    expect(await resolve()).toMatchObject({ refusal: { code: "objection.notCorrected" } });
    expect(await resolve({ changes: { facts: "x" } })).toMatchObject({
      refusal: { code: "input.invalid", errors: [{ field: "changes", code: "correction.byRow" }] },
    });
    await penalty(3, { CF_NR_FK: "1.1" });
    done(await resolve());
    expect(await shown(usccNo(3))).toMatchObject([{ contested: false, items: { CF_NR_FK: "1.1" } }]);
    const history = await readDisclosureHistory(house(), disclosureId, { caller: authority, correlationId: "read" });
    if (!history.ok) throw new Error(history.refusal.code);
    expect(history.value.map((event) => disclosureEventView(event, masks).type)).toEqual([
      "disclosure-recorded",
      "disclosure-objection-filed",
      "disclosure-corrected",
      "disclosure-objection-closed",
    ]);
    await stored(disclosureId);
  });

  test("comes from counters, agencies and those who answer for the act, never from a partner", async () => {
    const disclosureId = await penalty(4);
    expect(await claim(disclosureId, filing(), bank)).toMatchObject({ refusal: { code: "agency.role" } });
    expect(await claim(disclosureId, filing({ origin: "discovery" }), other)).toMatchObject({
      refusal: { code: "objection.notYours" },
    });
    const all = await Promise.all([
      claim(disclosureId, filing({ origin: "discovery" }), office),
      claim(disclosureId, filing({ origin: "agency" }), other),
      claim(disclosureId, filing(), tax),
    ]);
    expect(new Set(all.map((each) => done(each).objection?.objectionId)).size).toBe(3);
    expect((await stored(disclosureId)).openObjections).toHaveLength(3);
    const mine = done(all[2] ?? all[0]).objection;
    const withdraw = acts.withdrawActObjection({ objectionId: mine?.objectionId ?? "", ...any }, "已核对。");
    expect(await claim(disclosureId, withdraw, other)).toMatchObject({ refusal: { code: "objection.notYours" } });
    done(await claim(disclosureId, withdraw, tax));
    expect((await stored(disclosureId)).openObjections).toHaveLength(2);
  });

  test("is watched: one alert for each level, to the agency that has to verify it", async () => {
    const disclosureId = await penalty(5, { CF_JDRQ: "2026-11-18", CF_GSJZQ: "2027-11-17" });
    await filed(disclosureId);
    const sweep = (day: string) => sweepDisclosures(house(), new Date(`${day}T00:05:00+08:00`));
    for (const day of ["2026-12-03", "2026-12-03", "2026-12-08", "2026-12-08"]) await sweep(day);
    const { items } = await createAlertReader(engine.db, engine.table.Lists).ofAgency(
      officer.agencyId,
      "2026-12",
      {},
      { limit: 200 },
    );
    const its = items.flatMap((alert) =>
      "disclosureId" in alert && alert.disclosureId === disclosureId && alert.kind === "objectionVerification"
        ? [alert.level]
        : [],
    );
    expect(its.sort()).toEqual(["dueSoon", "overdue"]);
    await stored(disclosureId);
  });

  test("to a person's act is read for a purpose, which is registered", async () => {
    const disclosureId = await penalty(6, onPerson(6));
    const { objectionId } = await filed(disclosureId);
    const reading = { caller: authority, correlationId: "read" };
    expect(await readObjection(objecting(), objectionId, reading)).toMatchObject({
      refusal: { code: "purpose.required" },
    });
    expect(await readObjection(objecting(), objectionId, { ...reading, purpose: "核实" })).toMatchObject({
      value: { status: "open" },
    });
    expect(await readObjection(objecting(), objectionId, { ...reading, caller: other })).toMatchObject({
      refusal: { code: "objection.notYours" },
    });
  });
});

test("evidence that an objection to an act cites is read by whoever made the act, and by nobody else beside its counter", async () => {
  const disclosureId = await penalty(7);
  const sha256 = "0".repeat(64);
  const kept = { evidenceId: "evd_1", agencyId: "tax", sha256, mediaType: "application/pdf", bytes: 9 } as const;
  const read = (caller: Caller) =>
    readEvidence(
      {
        ...objecting(),
        evidence: { find: () => Promise.resolve({ ...kept, keptAt: "2026-11-23", citedBy: [disclosureId] }) },
        entries: { entries: () => Promise.resolve(new Map()) },
        complaints: { find: () => Promise.resolve(undefined) },
        sign: (key) => Promise.resolve(key),
      },
      kept.evidenceId,
      { caller, correlationId: "read" },
    );
  for (const caller of [authority, tax, office]) expect(await read(caller)).toMatchObject({ ok: true });
  expect(await read(other)).toMatchObject({ refusal: { code: "evidence.notYours" } });
});

describe("Order 36: an early end of a penalty's publicity", () => {
  const application: Parameters<typeof acts.applyForActRepair>[0] = {
    applicant: { name: "陈国栋", capacity: "legalRepresentative" },
    steps: [
      { step: "rectification", evidence: [{ title: "整改验收意见" }] },
      { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
    ],
    commitment: { by: "陈国栋", on: "2026-11-20" },
  };
  const apply = acts.applyForActRepair(application);
  const step = async (repairId: string, act: typeof acceptance, caller: Caller) => {
    const repair = await openRepair(house(), act, { repairId, caller });
    if (!repair.ok) return repair;
    return claim(repair.value.about.id, acts.onActRepair(act.command(repairId)), caller);
  };
  const acceptance = checkRepair({ missing: [] });

  test("is filed at a counter, checked by the office, approved by its authority, and no public read gives it again", async () => {
    const disclosureId = await penalty(10);
    const { repair } = done(await claim(disclosureId, apply, tax));
    const repairId = repair?.repairId ?? "";
    expect(await shown(usccNo(10))).toMatchObject([
      { disclosureId, repairCommitment: { by: "衡川市第10制造有限公司", on: "2026-11-20" } },
    ]);
    expect(JSON.stringify(await shown(usccNo(10)))).not.toContain("陈国栋");
    expect(await claim(disclosureId, apply, tax)).toMatchObject({ refusal: { code: "repair.open" } });
    expect(await step(repairId, acceptance, authority)).toMatchObject({ refusal: { code: "repair.notYours" } });
    expect(await step(repairId, approveRepair({}), authority)).toMatchObject({
      refusal: { code: "repair.notChecked" },
    });
    done(await step(repairId, acceptance, office));
    const listed = await listRepairs(house(), { limit: 50 }, authority);
    if (!listed.ok) throw new Error(listed.refusal.code);
    expect(listed.value.items.map(({ repairId, about, status }) => [repairId, about.kind, status])).toContainEqual([
      repairId,
      "disclosure",
      "accepted",
    ]);
    expect(await step(repairId, approveRepair({}), other)).toMatchObject({ refusal: { code: "repair.notYours" } });
    done(await step(repairId, approveRepair({ reason: "同意" }), authority));
    expect(await shown(usccNo(10))).toEqual([]);
    expect(await readPublicDisclosure(open(), disclosureId)).toMatchObject({ refusal: { code: "disclosure.ended" } });
    const read = await readRepair(house(), repairId, { caller: tax, correlationId: "read" });
    expect(read).toMatchObject({ value: { status: "approved", severity: "general", closedOn: "2026-11-23" } });
    expect(await step(repairId, approveRepair({}), authority)).toMatchObject({ refusal: { code: "repair.closed" } });
    expect((await stored(disclosureId)).takenDown).toEqual({ on: "2026-11-23", reason: "repaired" });
    // What an objection finds out later makes it an error; it stays down.
    const { objectionId } = await filed(disclosureId);
    const upheld = { outcome: "upheld", reason: "处罚对象有误。" } as const;
    done(await claim(disclosureId, acts.resolveActObjection({ objectionId, ...any }, upheld), authority));
    expect((await stored(disclosureId)).takenDown?.reason).toBe("error");
  });

  test("follows a corrected row, and a party's name in it", async () => {
    const disclosureId = await penalty(11);
    const { repair } = done(await claim(disclosureId, apply, tax));
    await penalty(11, { CF_XDR_MC: "衡川市第11制造股份有限公司", CF_GSJZQ: "2027-05-19" });
    const reading = { caller: authority, correlationId: "read" };
    expect(await readRepair(house(), repair?.repairId ?? "", reading)).toMatchObject({
      value: { subject: { name: "衡川市第11制造股份有限公司" }, endsOn: "2027-05-19" },
    });
  });

  test("is unknown to who asks for what is not public, and nobody's to take who decides nothing", async () => {
    const disclosureId = await penalty(12, { CF_GSJZQ: "2026-12-01" });
    expect(await claim(disclosureId, apply, bank)).toMatchObject({ refusal: { code: "repair.notYours" } });
    expect(await claim(disclosureId, apply, tax, "2026-12-02")).toMatchObject({
      refusal: { code: "disclosure.unknown" },
    });
    expect(await claim(disclosureId, apply, authority, "2026-12-02")).toMatchObject({
      refusal: { code: "disclosure.ended" },
    });
  });

  test("one request does one thing, however often it comes", async () => {
    const disclosureId = await penalty(13);
    const answerWith = () => ({ status: 201, body: {} });
    const ask = () =>
      advanceDisclosure(house(), apply, {
        disclosureId,
        caller: tax,
        by: { agencyId: tax.agencyId, name: tax.name, clientId: tax.clientId, officer: "周敏" },
        correlationId: "claim",
        request: { clientId: tax.clientId, key: "once", digest: "d", answerWith },
      });
    const all = await Promise.all([ask(), ask(), ask()]);
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await stored(disclosureId)).version).toBe(2);
  });
});
