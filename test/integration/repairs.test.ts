import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRepairReader } from "../../shared/adapters/dynamodb/entry/repairs.ts";
import { advanceRepair, fileRepair } from "../../shared/app/repair/advance-repair.ts";
import { exitEntry } from "../../shared/app/entry/entry-acts.ts";
import { readPublicEntry } from "../../shared/app/query/query-public.ts";
import { readHistory } from "../../shared/app/entry/read-entries.ts";
import { readNotice } from "../../shared/app/entry/read-notices.ts";
import { listRepairs, readRepair, repairEligibility } from "../../shared/app/repair/read-repairs.ts";
import * as acts from "../../shared/app/repair/repair-acts.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { publicEntryView } from "../../shared/http/views.ts";
import { shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import type { PersonalRead } from "../../shared/ports/personal-reads.ts";
import { alertsOfMonth } from "../support/alerts.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, officer } from "../support/house.ts";
import {
  actingOn,
  bank,
  callerOf,
  finance,
  houseOn,
  marketRegulation,
  office,
  personal,
  tax,
} from "../support/subjects.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

/** A counter of the municipal service hall. */
const counter = callerOf("service-hall", "implementing");
const masks = shippedPrivacyBook()("2026-11-23").masks;
const day = (date: string) => new Date(`${date}T10:00:00+08:00`);
const general = (n: number, change: Partial<EntryInput> = {}): EntryInput =>
  listing(n, { severity: "general", validTo: "2027-11-01", ...change });
const application: Parameters<typeof acts.applyForRepair>[0] = {
  applicant: { name: "陈国栋", capacity: "legalRepresentative" },
  steps: [
    { step: "rectification", evidence: [{ title: "整改验收意见", documentNo: "衡市监验〔2027〕18号" }] },
    { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
  ],
  commitment: { by: "陈国栋", on: "2027-02-01" },
};
/** Three months after the document, a Tuesday. */
const earliest = "2027-02-02";

const repairsOn = (date: string) => {
  const reads: PersonalRead[] = [];
  const house = {
    ...houseOn(engine, day(date)),
    repairs: createRepairReader(engine.db, engine.table.Lists),
    reads: { record: (some: readonly PersonalRead[]) => Promise.resolve(void reads.push(...some)) },
    newReadId: () => "prd",
  };
  const stamp = (caller: Caller, named?: string) => ({
    caller,
    by: {
      agencyId: caller.agencyId,
      name: caller.name,
      clientId: caller.clientId,
      ...(named ? { officer: named } : {}),
    },
    correlationId: "repair",
  });
  return {
    house,
    reads,
    eligibility: (entryId: string, caller: Caller = counter) => repairEligibility(house, entryId, caller),
    file: (
      entryId: string,
      change: Partial<typeof application> = {},
      caller: Caller = counter,
      named: string | undefined = "周敏",
    ) => fileRepair(house, acts.applyForRepair({ ...application, ...change }), { entryId, ...stamp(caller, named) }),
    act: (repairId: string, act: acts.RepairAct, caller: Caller) =>
      advanceRepair(house, act, { repairId, ...stamp(caller, "吴越") }),
    entry: async (entryId: string) => (await house.reader.entry(entryId))?.entry,
  };
};
const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const code = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? "done" : result.refusal.code;

describe("A §21, C 十五, Order 36: from an application to the end of display, sharing and use", () => {
  test("filed at a counter on the earliest day, checked by the office, approved by its authority, and gone everywhere at once", async () => {
    const published = await actingOn(engine).submit(general(1));
    const { entryId } = published;
    const before = repairsOn("2027-02-01");
    expect(value(await before.eligibility(entryId))).toMatchObject({
      eligible: false,
      reasons: [{ code: "repair.tooEarly" }],
      earliestOn: earliest,
      steps: ["rectification", "obligations", "commitment"],
      policyVersion: "repair-2026@1",
    });
    expect(code(await before.file(entryId))).toBe("repair.tooEarly");

    const then = repairsOn(earliest);
    expect(value(await then.eligibility(entryId))).toMatchObject({ eligible: true, reasons: [] });
    const filed = value(await then.file(entryId));
    expect(filed).toMatchObject({
      about: { kind: "entry", id: entryId },
      status: "applied",
      filedBy: { agencyId: "service-hall", officer: "周敏" },
      applicant: { name: "陈国栋", capacity: "legalRepresentative" },
      // Ten working days, over the Spring Festival of 2027, whose arrangement is not out yet.
      clocks: [
        { kind: "repairCheck", agencyId: "credit-office", startedOn: earliest, dueOn: "2027-02-16", provisional: true },
      ],
    });
    const { repairId } = filed;
    expect(value(await then.eligibility(entryId)).reasons.map((each) => each.code)).toEqual(["repair.open"]);
    expect(code(await then.file(entryId))).toBe("repair.open");

    // Everybody reads the commitment; nobody reads who signed it.
    const page = publicEntryView(value(await readPublicEntry(then.house, entryId)), [], masks);
    expect(page).toMatchObject({ repairCommitment: { by: listing(1).subject.name, on: "2027-02-01" } });
    expect("repairCommitment" in page && page.repairCommitment.text).toContain("自愿接受联合惩戒");
    expect(JSON.stringify(page)).not.toContain("陈国栋");

    expect(code(await then.act(repairId, acts.approveRepair({}), marketRegulation))).toBe("repair.notChecked");
    expect(code(await then.act(repairId, acts.checkRepair({ missing: [] }), marketRegulation))).toBe("repair.notYours");
    const passed = value(await then.act(repairId, acts.checkRepair({ missing: [] }), office));
    expect(passed).toMatchObject({
      status: "accepted",
      clocks: [
        { kind: "repairCheck", metOn: earliest },
        { kind: "repairDecision", agencyId: "market-regulation", dueOn: "2027-02-05" },
      ],
    });
    expect(code(await then.act(repairId, acts.checkRepair({ missing: [] }), office))).toBe("repair.checked");
    expect(code(await then.act(repairId, acts.approveRepair({}), tax))).toBe("repair.notYours");
    expect(value(await then.act(repairId, acts.approveRepair({}), marketRegulation))).toMatchObject({
      status: "approved",
      closedOn: earliest,
    });
    expect(code(await then.act(repairId, acts.refuseRepair({ reason: "晚" }), marketRegulation))).toBe("repair.closed");

    expect(await then.entry(entryId)).toMatchObject({ state: "exited", exitReason: "repaired", exitedOn: earliest });
    expect(code(await readPublicEntry(then.house, entryId))).toBe("entry.ended");
    const standing = await then.house.standings.byUscc(listing(1).subject.uscc ?? "");
    // No key attention follows under Order 36.
    expect(standing?.entries).toEqual([]);
    expect(await readNotice(then.house, entryId)).toMatchObject({
      ok: true,
      value: { kind: "exitNotice", reason: "repaired" },
    });
    const events = value(await readHistory(then.house, entryId, office));
    expect(events.slice(-4).map(({ type }) => type)).toEqual([
      "repair-applied",
      "repair-checked",
      "repair-decided",
      "entry-exited",
    ]);
    const measures = published.measures.map((each) => ({ ...each, alsoRequiredBy: [] }));
    expect(events.at(-1)).toMatchObject({ at: events.at(-2)?.at, data: { reason: "repaired", measures } });
    expect(value(await then.eligibility(entryId, office)).reasons.map((each) => each.code)).toEqual(["entry.ended"]);
  });

  test("returned with what is missing, applied for again; refused with the reason, the day and the way of review; taken back", async () => {
    const { entryId } = await actingOn(engine).submit(general(2));
    const then = repairsOn("2027-03-01");
    const first = value(await then.file(entryId));
    const missing = [{ step: "obligations" as const, note: "缴款凭证与决定书金额不符" }];
    expect(value(await then.act(first.repairId, acts.checkRepair({ missing }), office))).toMatchObject({
      status: "returned",
      check: { missing },
      closedOn: "2027-03-01",
    });
    expect(code(await then.act(first.repairId, acts.approveRepair({}), marketRegulation))).toBe("repair.closed");

    const second = value(await then.file(entryId));
    expect(second.repairId).not.toBe(first.repairId);
    expect(code(await then.act(first.repairId, acts.withdrawRepair({}), counter))).toBe("repair.closed");
    await then.act(second.repairId, acts.checkRepair({ missing: [] }), office);
    const refused = value(
      await then.act(second.repairId, acts.refuseRepair({ reason: "整改未经验收" }), marketRegulation),
    );
    expect(refused).toMatchObject({
      status: "refused",
      decision: {
        reason: "整改未经验收",
        mayApplyAgainOn: "2027-03-01",
        review: expect.stringContaining("60日内申请行政复议") as string,
      },
    });
    expect(await then.entry(entryId)).toMatchObject({ state: "published", repairCase: { status: "refused" } });
    const page = publicEntryView(value(await readPublicEntry(then.house, entryId)), [], masks);
    expect(page).not.toHaveProperty("repairCommitment");

    const third = value(await then.file(entryId));
    expect(code(await then.act(third.repairId, acts.withdrawRepair({}), finance))).toBe("repair.notYours");
    expect(value(await then.act(third.repairId, acts.withdrawRepair({ why: "补充材料" }), counter))).toMatchObject({
      status: "withdrawn",
      clocks: [{ stoppedOn: "2027-03-01" }],
    });
    expect(code(await then.act(`rep_${"0".repeat(26)}`, acts.withdrawRepair({}), counter))).toBe("repair.unknown");
  });

  test("what is late is said out loud once, to the office and then to the authority; an expiry ends what was not decided", async () => {
    const { entryId } = await actingOn(engine).submit(general(3, { validTo: "2027-04-01" }));
    const filed = value(await repairsOn("2027-03-01").file(entryId));
    await actingOn(engine, day("2027-03-16")).sweep();
    await repairsOn("2027-03-17").act(filed.repairId, acts.checkRepair({ missing: [] }), office);
    await actingOn(engine, day("2027-03-23")).sweep();
    await actingOn(engine, day("2027-03-24")).sweep();
    const alerts = await alertsOfMonth(engine, "2027-03");
    expect(alerts.filter((alert) => "entryId" in alert && alert.entryId === entryId)).toMatchObject([
      { kind: "repairCheck", agencyId: "credit-office", dueOn: "2027-03-15", level: "overdue" },
      { kind: "repairDecision", agencyId: "market-regulation", dueOn: "2027-03-22", level: "overdue" },
    ]);

    // No sweep has come yet: reads say so themselves.
    const after = repairsOn("2027-04-02");
    const read = value(await readRepair(after.house, filed.repairId, { caller: counter, correlationId: "x" }));
    expect(read).toMatchObject({ status: "ended", closedOn: "2027-04-02" });
    expect(code(await after.act(filed.repairId, acts.approveRepair({}), marketRegulation))).toBe("entry.ended");
    await actingOn(engine, day("2027-04-02")).sweep();
    expect(await after.entry(entryId)).toMatchObject({ exitReason: "expired", repairCase: { status: "ended" } });
    expect(value(await readRepair(after.house, filed.repairId, { caller: office, correlationId: "x" })).status).toBe(
      "ended",
    );
  });

  test("an entry that ends as an error takes its application with it", async () => {
    const entry = await actingOn(engine).submit(general(4));
    const { repairId } = value(await repairsOn("2027-03-01").file(entry.entryId));
    const acting = actingOn(engine, day("2027-03-02"));
    const now = await repairsOn("2027-03-02").entry(entry.entryId);
    if (!now) throw new Error("gone");
    const first = await acting.act(now, exitEntry({ reason: "error", why: "认定有误" }), marketRegulation, "甲");
    await acting.act(first, exitEntry({ reason: "error", why: "认定有误" }), marketRegulation, "乙");
    const { house } = repairsOn("2027-03-02");
    expect(value(await readRepair(house, repairId, { caller: office, correlationId: "x" }))).toMatchObject({
      status: "ended",
      closedOn: "2027-03-02",
      clocks: [{ stoppedOn: "2027-03-02" }],
    });
  });
});

describe("who cannot be repaired, and who may ask", () => {
  test("red entries, those determined not to be, and those not public say so, each with its reason", async () => {
    const acting = actingOn(engine);
    const red = await acting.honour(10);
    const never = await acting.submit(general(11, { repair: { allowed: false } }));
    const unreported = await acting.submit(general(12), false);
    const then = repairsOn("2027-03-01");
    expect(code(await then.file(red.entryId))).toBe("repair.red");
    expect(code(await then.file(never.entryId))).toBe("repair.excluded");
    expect(value(await then.eligibility(never.entryId))).toMatchObject({ eligible: false, steps: [] });
    expect(value(await then.eligibility(never.entryId)).reasons[0]?.detail).toMatch(/§21.*鲁 十五/);
    expect(code(await then.eligibility(unreported.entryId))).toBe("entry.unknown");
    expect(code(await then.file(unreported.entryId))).toBe("entry.unknown");
    expect(value(await then.eligibility(unreported.entryId, marketRegulation)).reasons[0]?.code).toBe(
      "repair.notPublished",
    );
    expect(code(await then.file(unreported.entryId, {}, marketRegulation))).toBe(
      "transition.applyForRepair.determined",
    );
  });

  test("every missing step is named, an agent shows its authorisation, an officer is named, a bank files nothing", async () => {
    const { entryId } = await actingOn(engine).submit(general(13));
    const then = repairsOn("2027-03-01");
    const bad = await then.file(entryId, {
      steps: [],
      commitment: undefined,
      applicant: { name: "李娜", capacity: "agent" },
    });
    expect(bad).toMatchObject({
      refusal: {
        code: "input.invalid",
        errors: [
          { field: "steps", code: "repair.stepMissing", detail: expect.stringContaining("完成整改") as string },
          { field: "steps", code: "repair.stepMissing", detail: expect.stringContaining("义务") as string },
          { field: "commitment", code: "repair.stepMissing" },
          { field: "applicant.authorisation", code: "applicant.authorisation" },
        ],
      },
    });
    expect(code(await then.file(entryId, { commitment: { by: "陈国栋", on: "2027-03-02" } }))).toBe("input.invalid");
    expect(code(await then.file(entryId, {}, bank))).toBe("repair.notYours");
    const nobody = { ...counter, clientId: "x" };
    expect(
      code(
        await fileRepair(then.house, acts.applyForRepair(application), {
          entryId,
          caller: nobody,
          by: officer,
          correlationId: "x",
        }),
      ),
    ).toBe("officer.required");
  });

  test("A §22: a person's application is read for a purpose, which is registered; in lists nobody is named", async () => {
    const { entryId } = await actingOn(engine).submit(
      personal(20, "11010519491231002X", { severity: "general", validTo: "2027-11-01" }),
    );
    const then = repairsOn("2027-03-01");
    const applicant = { name: "韩立群", capacity: "subject" } as const;
    const { repairId, subjectId } = value(
      await then.file(entryId, { applicant, commitment: { by: "韩立群", on: "2027-03-01" } }),
    );
    const page = publicEntryView(value(await readPublicEntry(then.house, entryId)), [], masks);
    expect(page).toMatchObject({ repairCommitment: { by: "韩*群" } });
    expect(JSON.stringify(page)).not.toContain("韩立群");

    const asked = { caller: office, correlationId: "x" };
    expect(code(await readRepair(then.house, repairId, asked))).toBe("purpose.required");
    expect(code(await readRepair(then.house, repairId, { ...asked, caller: tax, purpose: "核查" }))).toBe(
      "repair.notYours",
    );
    expect(then.reads).toEqual([]);
    expect(value(await readRepair(then.house, repairId, { ...asked, purpose: "核查修复材料" })).applicant).toEqual(
      applicant,
    );
    expect(then.reads).toMatchObject([{ what: "entry", of: entryId, subjectId, purpose: "核查修复材料" }]);
  });
});

describe("the authority's and the office's lists of applications", () => {
  test("open ones, and those closed in a month, each authority its own, page by page", async () => {
    const then = repairsOn("2027-05-06");
    const ids: string[] = [];
    for (let n = 30; n < 37; n++) {
      const { entryId } = await actingOn(engine).submit(general(n));
      ids.push(value(await then.file(entryId)).repairId);
    }
    const all = async (filter: { month?: string; authority?: string }, caller: Caller, limit = 3) => {
      const found: string[] = [];
      for (let cursor: string | undefined, more = true; more;) {
        const page = value(await listRepairs(then.house, { ...filter, limit, cursor }, caller));
        expect(page.items.length).toBeLessThanOrEqual(limit);
        found.push(...page.items.map(({ repairId }) => repairId));
        cursor = page.next ?? undefined;
        more = cursor !== undefined;
      }
      return found.sort();
    };
    const open = await all({}, office);
    expect(open).toEqual(expect.arrayContaining(ids));
    expect(await all({}, marketRegulation)).toEqual(open);
    expect(await all({ authority: "tax" }, office)).toEqual([]);
    expect(await all({}, tax)).toEqual([]);
    expect(code(await listRepairs(then.house, { authority: "tax", limit: 3 }, marketRegulation))).toBe(
      "repair.notYours",
    );

    const [first = ""] = ids;
    await then.act(first, acts.withdrawRepair({}), counter);
    expect(await all({}, marketRegulation)).not.toContain(first);
    expect(await all({ month: "2027-05" }, marketRegulation)).toEqual([first]);
    expect(await all({ month: "2027-05" }, tax)).toEqual([]);
  });
});

test("two at once: one files or decides, the other is told", async () => {
  const { entryId } = await actingOn(engine).submit(general(40));
  const then = repairsOn("2027-03-01");
  const both = await Promise.all([then.file(entryId), then.file(entryId)]);
  expect(both.map(code).sort()).toEqual(["done", "repair.open"]);
  const { repairId } = value(both.find(({ ok }) => ok) ?? both[0]);
  await then.act(repairId, acts.checkRepair({ missing: [] }), office);
  const decided = await Promise.all([
    then.act(repairId, acts.approveRepair({}), marketRegulation),
    then.act(repairId, acts.refuseRepair({ reason: "未整改" }), marketRegulation),
  ]);
  expect(decided.filter(({ ok }) => ok)).toHaveLength(1);
});
