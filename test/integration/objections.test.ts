import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isEntryEvent } from "../../events/catalogue.ts";
import { createComplaintStore } from "../../shared/adapters/dynamodb/entry/complaints.ts";
import { createAgencyRegister } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createComplaintReader } from "../../shared/adapters/dynamodb/entry/complaints.ts";
import { createDecisionLog } from "../../shared/adapters/dynamodb/entry/decisions.ts";
import { createAlertReader } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import { createDisclosureReader } from "../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createObjectionReader } from "../../shared/adapters/dynamodb/entry/objections.ts";
import { createPersonalReads } from "../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createPositions } from "../../shared/adapters/dynamodb/trigger/positions.ts";
import { createTriggerMaker } from "../../shared/adapters/dynamodb/trigger/trigger-maker.ts";
import { createTriggerStore } from "../../shared/adapters/dynamodb/trigger/triggers.ts";
import { actOn, type EntryAct } from "../../shared/app/entry/advance-entry.ts";
import {
  answerComplaint,
  fileComplaint,
  listComplaints,
  readComplaint,
} from "../../shared/app/objection/complaints.ts";
import * as acts from "../../shared/app/objection/contest-acts.ts";
import { determineEntry, reportEntry, servePriorNotice } from "../../shared/app/entry/entry-acts.ts";
import { makeTriggers } from "../../shared/app/trigger/make-triggers.ts";
import { listObjections, readObjection } from "../../shared/app/objection/read-objections.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import { followOnIdOf } from "../../shared/domain/entry/follow-on.ts";
import { evolveObjection, isObjectionEvent, type Objection } from "../../shared/domain/objection/objection.ts";
import { objectionDeliveriesOf } from "../../shared/domain/webhook/delivery.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import { alertsOfMonth } from "../support/alerts.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, officer, shipped, triggerRules, usccNo } from "../support/house.ts";
import {
  actingOn,
  bank,
  callerOf,
  finance,
  honour,
  houseOn,
  marketRegulation,
  office,
  personal,
  tax,
} from "../support/subjects.ts";
import { identityNo } from "../support/persons.ts";

/** Objections, stays and complaints on the embedded engine (SPEC capability 9; A §22, B 五(三), D 四(四)-(五)). */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const on = (day: string, time = "10:00:00") => new Date(`${day}T${time}+08:00`);
const day0 = "2026-11-23";

/** An act of an agency on an entry; what it came to, or the code it was refused with. */
const acted = async (entryId: string, act: EntryAct, caller: Caller, day = day0) => {
  const by = { agencyId: caller.agencyId, name: caller.name, clientId: caller.clientId, officer: "窗口甲" };
  const house = houseOn(engine, on(day));
  return actOn(house, act, { entryId, caller, by, expectedVersion: "any", correlationId: "objections" });
};
const done = async (...args: Parameters<typeof acted>) => {
  const came = await acted(...args);
  if (!came.ok) throw new Error(JSON.stringify(came.refusal));
  return { entry: came.value.entry, objection: came.value.objection as Objection };
};
const codeOf = async (...args: Parameters<typeof acted>) => {
  const came = await acted(...args);
  return came.ok ? "done" : came.refusal.code;
};
const filing = { origin: "subject", ground: "facts", text: "货值金额有误。", evidence: [] } as const;
const file = (change: Partial<Parameters<typeof acts.fileObjection>[0]> = {}) =>
  acts.fileObjection({ ...filing, ...change });
const any = (objection: Objection) => ({ objectionId: objection.objectionId, expectedVersion: "any" }) as const;
const resolve = (objection: Objection, outcome: "upheld" | "rejected" | "corrected", changes = {}) =>
  acts.resolveObjection(any(objection), { outcome, reason: "已核实。", changes });
const entryOf = async (entryId: string): Promise<Entry> => {
  const stored = await houseOn(engine).reader.entry(entryId);
  if (!stored) throw new Error(entryId);
  return stored.entry;
};
const standingOf = async (n: number) => (await houseOn(engine).standings.byUscc(usccNo(n)))?.entries ?? [];

/** Triggers of everything that was decided about an entry's subject, as they stand. */
const triggersOf = async (entry: Entry, day: string) => {
  const { db, table } = engine;
  const told: string[] = [];
  const { failed } = await makeTriggers(
    {
      positions: createPositions(db, table.Triggers),
      decisions: createDecisionLog(db, table.Lists),
      triggers: createTriggerMaker(db, table.Triggers),
      catalogue: shipped,
      rules: triggerRules,
      now: () => on(day),
      announce: (_triggers, objections) => {
        told.push(...objections.flatMap(objectionDeliveriesOf).map(({ type, agencyId }) => `${type} ${agencyId}`));
        return Promise.resolve();
      },
    },
    await createDecisionLog(db, table.Lists).between(entry.subjectId, 0, 9_999),
  );
  for (const error of failed.values()) throw error;
  const tables = { triggers: table.Triggers, intake: table.Intake, feedback: table.Feedback };
  const { items } = await createTriggerStore(db, tables, shipped).ofEntry(entry.entryId, { limit: 200 });
  const one = items.filter(
    ({ measure, agencyId }) => measure.measureId === items[0]?.measure.measureId && agencyId === items[0].agencyId,
  );
  return {
    kinds: one.toSorted((a, b) => a.seq - b.seq).map(({ kind, status }) => `${kind} ${status}`),
    all: items,
    told,
  };
};

/** SPEC: the state is what the history says, of the entry and of its objections. */
const expectReplayed = async ({ entryId, subjectId }: Entry): Promise<void> => {
  const history = (await houseOn(engine).reader.history(subjectId)).filter(isEntryEvent);
  const own = history.filter((event) => event.entryId === entryId);
  expect(own.reduce<Entry | undefined>(evolve, undefined)).toEqual(await entryOf(entryId));
  const said = new Map<string, Objection>();
  for (const event of own.filter(isObjectionEvent))
    said.set(event.data.objectionId, evolveObjection(said.get(event.data.objectionId), event));
  const stored = await houseOn(engine).entries.objections(entryId);
  expect(stored.toSorted(byId)).toEqual([...said.values()].sort(byId));
};
const byId = (a: Objection, b: Objection) => (a.objectionId < b.objectionId ? -1 : 1);

describe("A §22: a published entry that is contested", () => {
  test("经核实有误的信息应及时更正或撤销: what its provider found to be wrong is neither rejected nor taken back, and nobody else finds otherwise", async () => {
    const transport = callerOf("transport", "authority");
    const customs = callerOf("customs", "authority");
    const register = createAgencyRegister(engine.db, engine.table.Register, () => on(day0));
    await register.put({
      agencyId: "customs",
      name: "海关",
      uscc: usccNo(2, "11"),
      roles: ["authority"],
      clientIds: [],
    });
    const entry = await actingOn(engine).submit({ ...listing(71), informationProvider: "customs" });
    const { objection } = await done(entry.entryId, file(), transport);
    const { told } = await triggersOf(entry, day0);
    expect(told).toEqual(["objection.filed customs", "objection.filed market-regulation"]);
    const found = (finding: "inaccurate" | "confirmed") =>
      acts.verifyObjection(any(objection), { finding, text: "已核对。", evidence: [] });
    await done(entry.entryId, found("inaccurate"), customs);
    expect(await codeOf(entry.entryId, found("confirmed"), marketRegulation)).toBe("objection.notYours");
    expect(await codeOf(entry.entryId, resolve(objection, "rejected"), marketRegulation)).toBe(
      "objection.foundInaccurate",
    );
    const back = acts.withdrawObjection(any(objection), "核对无误。");
    expect(await codeOf(entry.entryId, back, transport)).toBe("objection.foundInaccurate");
    expect((await entryOf(entry.entryId)).suspended).toBe(true);
    // The provider may have been wrong itself; then it says so.
    await done(entry.entryId, found("confirmed"), customs);
    const closed = await done(entry.entryId, resolve(objection, "rejected"), marketRegulation);
    expect(closed.entry.suspended).toBe(false);
  });

  test("is not mended by typing, and a stay is not ended by the document that ordered it", async () => {
    const entry = await actingOn(engine).submit(listing(72));
    const { objection } = await done(entry.entryId, file(), tax);
    const typed = {
      facts: ` ${[...listing(72).facts].join(" ")}`,
      basis: { documentNo: listing(72).basis.documentNo },
    };
    expect(await codeOf(entry.entryId, resolve(objection, "corrected", typed), marketRegulation)).toBe("input.invalid");
    const stay = { documentNo: "(2026)衡01行初9号", orderedBy: "court", orderedOn: day0 } as const;
    await done(entry.entryId, acts.enterStay(stay), marketRegulation);
    const ending = (endedBy: string) => acts.endStay({ documentNo: stay.documentNo, endedBy });
    expect(await codeOf(entry.entryId, ending("(2026)衡01行初9号"), marketRegulation)).toBe("input.invalid");
    expect(await codeOf(entry.entryId, ending("(2026)衡01行初9号之二"), marketRegulation)).toBe("done");
  });

  test("A §3: once its subject was told, what is held against it is not changed on the way: it is told anew", async () => {
    const { determinedOn: _, ...proposal } = personal(73, identityNo(73));
    const { procedure: __, ...input } = proposal;
    const entry = await actingOn(engine).submit(input);
    const served = { servedOn: day0, method: "direct", evidence: [{ title: "送达回证" }] } as const;
    await done(entry.entryId, servePriorNotice(served), marketRegulation);
    const { objection } = await done(entry.entryId, file({ origin: "discovery" }), marketRegulation);
    for (const changes of [{ facts: "另一件事。" }, { domain: "taxation" }, { basis: { legalArticles: "另一条" } }]) {
      const came = await acted(entry.entryId, resolve(objection, "corrected", changes), marketRegulation);
      expect(came).toMatchObject({ ok: false, refusal: { errors: [{ code: "correction.afterNotice" }] } });
    }
    const milder = { severity: "general", validTo: "2027-06-30" };
    expect(await codeOf(entry.entryId, resolve(objection, "corrected", milder), marketRegulation)).toBe("done");
  });

  test("stops at once, is verified in time or said to be late, and goes on with the last rejection", async () => {
    const entry = await actingOn(engine).submit(listing(1));
    const { objection, entry: suspended } = await done(entry.entryId, file(), tax);
    expect(suspended).toMatchObject({ state: "published", suspended: true, openObjections: [objection.objectionId] });
    expect(objection).toMatchObject({ filedBy: { agencyId: "tax" }, officer: "窗口甲", origin: "subject" });
    expect(objection.clock).toMatchObject({ agencyId: "market-regulation", dueOn: "2026-12-07", provisional: false });
    expect(await standingOf(1)).toMatchObject([{ suspended: true }]);
    const second = await done(entry.entryId, file({ origin: "discovery" }), marketRegulation);

    const { kinds, told } = await triggersOf(entry, day0);
    expect(kinds).toEqual(["apply superseded", "suspend pending"]);
    expect(told).toEqual(["objection.filed market-regulation"]);

    // Ten working days and nobody said anything: both are late, and each is said once.
    for (let twice = 0; twice < 2; twice++) await actingOn(engine, on("2026-12-08")).sweep();
    const items = await alertsOfMonth(engine, "2026-12");
    const late = items.flatMap((alert) =>
      "entryId" in alert && alert.entryId === entry.entryId && alert.kind === "objectionVerification" ? [alert] : [],
    );
    expect(late.map(({ agencyId, dueOn }) => `${agencyId} ${dueOn}`)).toEqual(
      Array(2).fill("market-regulation 2026-12-07"),
    );

    const verified = await done(
      entry.entryId,
      acts.verifyObjection(any(objection), { finding: "confirmed", text: "属实。", evidence: [] }),
      marketRegulation,
      "2026-12-08",
    );
    expect(verified.objection).toMatchObject({
      verification: { finding: "confirmed" },
      clock: { metOn: "2026-12-08" },
    });
    const one = await done(entry.entryId, resolve(objection, "rejected"), marketRegulation, "2026-12-08");
    expect(one.entry.suspended).toBe(true);
    const last = await done(entry.entryId, resolve(second.objection, "rejected"), office, "2026-12-09");
    expect(last.entry).toMatchObject({ state: "published", suspended: false });
    expect(last.entry).not.toHaveProperty("openObjections");
    expect((await triggersOf(entry, "2026-12-09")).kinds).toEqual([
      "apply superseded",
      "suspend superseded",
      "resume pending",
    ]);
    await expectReplayed(entry);

    const again = await acted(entry.entryId, file(), finance, "2026-12-10");
    expect(again).toMatchObject({ ok: false, refusal: { code: "objection.decided" } });
    expect(JSON.stringify(again)).toMatch(/行政复议.*行政诉讼/);
    expect(await codeOf(entry.entryId, file({ ground: "procedure" }), tax, "2026-12-10")).toBe("done");
    expect(await codeOf(entry.entryId, file({ evidence: [{ title: "终审判决" }] }), tax, "2026-12-10")).toBe("done");
    expect(await codeOf(entry.entryId, file({ origin: "agency" }), tax, "2026-12-10")).toBe("done");
  });

  test("is lifted as an error when one objection is upheld; the others are moot, and no four eyes are asked for", async () => {
    const entry = await actingOn(engine).submit(listing(2));
    const { objection } = await done(entry.entryId, file(), tax);
    const other = await done(entry.entryId, file({ ground: "basis" }), tax);
    expect(await codeOf(entry.entryId, resolve(objection, "upheld"), tax)).toBe("objection.notYours");
    const upheld = await done(entry.entryId, resolve(objection, "upheld"), marketRegulation);
    expect(upheld.entry).toMatchObject({ state: "exited", exitReason: "error", suspended: false });
    const { kinds, all } = await triggersOf(entry, day0);
    expect(kinds).toEqual(["apply superseded", "suspend superseded", "lift pending"]);
    expect(all.filter(({ kind }) => kind === "lift").every(({ exitReason }) => exitReason === "error")).toBe(true);
    const deps = readingOn(day0);
    const moot = await readObjection(deps, other.objection.objectionId, reading(tax));
    expect(moot).toMatchObject({ value: { status: "moot" } });
    expect(await codeOf(entry.entryId, resolve(other.objection, "rejected"), office)).toBe("objection.closed");
    expect(await codeOf(entry.entryId, file({ ground: "severity" }), tax)).toBe("objection.settled");
    await expectReplayed(entry);
  });

  test("is mended and goes on where the objection leads to a correction", async () => {
    const entry = await actingOn(engine).submit(listing(3));
    const { objection } = await done(entry.entryId, file({ ground: "severity" }), tax);
    expect(await codeOf(entry.entryId, resolve(objection, "corrected"), marketRegulation)).toBe("input.invalid");
    const mended = await done(
      entry.entryId,
      resolve(objection, "corrected", { severity: "general", validTo: "2027-11-02" }),
      marketRegulation,
    );
    expect(mended.entry).toMatchObject({ severity: "general", suspended: false, correctedOn: day0 });
    expect(mended.objection).toMatchObject({ closed: { outcome: "corrected" } });
    expect(mended.entry.measures.length).toBeLessThan(entry.measures.length);
    await expectReplayed(entry);
  });

  test("stays off at the end of its time, and its objection goes on: nothing is resumed after the lift", async () => {
    const entry = await actingOn(engine).submit({ ...listing(4), validTo: "2026-11-25" });
    const { objection } = await done(entry.entryId, file(), tax);
    await actingOn(engine, on("2026-11-26", "00:10:00")).sweep();
    expect(await entryOf(entry.entryId)).toMatchObject({
      state: "exited",
      exitReason: "expired",
      suspended: false,
      openObjections: [objection.objectionId],
    });
    await done(entry.entryId, resolve(objection, "rejected"), marketRegulation, "2026-11-27");
    expect((await triggersOf(entry, "2026-11-27")).kinds).toEqual([
      "apply superseded",
      "suspend superseded",
      "lift pending",
    ]);
    // Without a sweep the act itself ends first what is over.
    const late = await actingOn(engine).submit({ ...listing(5), validTo: "2026-11-25" });
    const { entry: over } = await done(late.entryId, file(), tax, "2026-11-26");
    expect(over).toMatchObject({ state: "exited", exitReason: "expired", suspended: false });
    await expectReplayed(late);
  });

  test("by a court's stay stops as well, and goes on when neither a stay nor an objection is left", async () => {
    const entry = await actingOn(engine).submit(listing(6));
    const stay = { documentNo: "(2026)衡01行初88号", orderedBy: "court", orderedOn: "2026-11-20" } as const;
    expect(await codeOf(entry.entryId, acts.enterStay(stay), tax)).toBe("entry.notYours");
    const stayed = await done(entry.entryId, acts.enterStay(stay), marketRegulation);
    expect(stayed.entry).toMatchObject({ suspended: true, stays: [{ ...stay, enteredOn: day0 }] });
    const wide = { ...stay, documentNo: "（2026）衡01行初88号" };
    expect(await codeOf(entry.entryId, acts.enterStay(wide), marketRegulation)).toBe("stay.stands");
    const { objection } = await done(entry.entryId, file(), tax);
    const rejected = await done(entry.entryId, resolve(objection, "rejected"), marketRegulation);
    expect(rejected.entry.suspended).toBe(true);
    const end = { documentNo: wide.documentNo, endedBy: "(2026)衡01行初88号之二" };
    const ended = await done(entry.entryId, acts.endStay(end), office);
    expect(ended.entry).toMatchObject({ suspended: false });
    expect(await codeOf(entry.entryId, acts.endStay(end), office)).toBe("stay.unknown");
    const { kinds, all } = await triggersOf(entry, day0);
    expect(kinds).toEqual(["apply superseded", "suspend superseded", "resume pending"]);
    expect(all.find(({ kind }) => kind === "suspend")).toMatchObject({ ground: "stay" });
    await expectReplayed(entry);
  });
});

describe("A §3, §22: an entry that is contested before it is public", () => {
  const proposal = (n: number) => {
    const { determinedOn: _, ...rest } = listing(n);
    return rest;
  };

  test("goes no further until the last objection is closed, then from where it was, with its time anew", async () => {
    const entry = await actingOn(engine).submit(proposal(20));
    const { entry: contested, objection } = await done(entry.entryId, file({ origin: "agency" }), tax);
    expect(contested).toMatchObject({ state: "contested", contestedFrom: "preliminary", suspended: false });
    expect(await codeOf(entry.entryId, determineEntry({}), marketRegulation)).toBe("transition.determine.contested");
    // Idle beyond its day, and nobody could have taken it further: no sweep lapses it.
    const after = "2027-06-01";
    await actingOn(engine, on(after)).sweep();
    expect((await entryOf(entry.entryId)).state).toBe("contested");
    const back = await done(entry.entryId, acts.withdrawObjection(any(objection), "已核对。"), tax, after);
    expect(back.entry).toMatchObject({ state: "preliminary" });
    expect((back.entry.lapsesAfter ?? "") > after).toBe(true);
    await expectReplayed(entry);
  });

  test("is abandoned when one is upheld, and a red one cannot begin beside it while it is contested", async () => {
    const entry = await actingOn(engine).submit(listing(21), false);
    const { objection } = await done(entry.entryId, file(), tax);
    await expect(actingOn(engine).submit(honour(21))).rejects.toThrow("crossCheck.blackListed");
    const upheld = await done(entry.entryId, resolve(objection, "upheld"), marketRegulation);
    expect(upheld.entry).toMatchObject({ state: "abandoned", exitReason: "upheld" });
    await actingOn(engine).submit(honour(21));
    await expectReplayed(entry);
  });
});

describe("A §4, §22: what an error had brought about is undone", () => {
  test("after its end: the reason becomes error, everybody who was asked undoes it, and is late after three days", async () => {
    const entry = await actingOn(engine).submit({ ...listing(30), validTo: "2026-11-25" });
    await actingOn(engine, on("2026-11-26", "00:10:00")).sweep();
    const { objection } = await done(entry.entryId, file(), tax, "2026-11-27");
    // It has ended, and its objection is watched all the same; then nobody looks at it any more.
    for (let twice = 0; twice < 2; twice++) {
      const swept = await actingOn(engine, on("2026-12-14")).sweep();
      expect(swept.failed).toBe(0);
    }
    const { items } = await createAlertReader(engine.db, engine.table.Lists).ofAgency(
      "market-regulation",
      "2026-12",
      {},
      {
        limit: 50,
      },
    );
    expect(items.filter((alert) => "entryId" in alert && alert.entryId === entry.entryId)).toMatchObject([
      { dueOn: "2026-12-11" },
    ]);
    const found = await done(entry.entryId, resolve(objection, "upheld"), marketRegulation, "2026-12-15");
    expect(found.entry).toMatchObject({ state: "exited", exitReason: "error", exitedOn: "2026-11-26" });
    expect((found.entry.noticeUntil ?? "") > "2026-12-15").toBe(true);
    const { all, kinds } = await triggersOf(entry, "2026-12-15");
    expect(kinds).toEqual(["apply superseded", "lift superseded", "restore pending"]);
    const restore = all.find(({ kind }) => kind === "restore");
    expect(restore).toMatchObject({
      exitReason: "error",
      clocks: [{ kind: "restoreConfirmation", dueOn: "2026-12-18" }],
    });
    await expectReplayed(entry);
  });

  test("red entries are back with their measures, unless another listing stands over them or their time is over", async () => {
    const acting = actingOn(engine);
    const red = await acting.honour(31);
    const short = await acting.honour(31, {
      validTo: "2026-11-24",
      basis: { ...honour(31).basis, documentNo: "衡市监表彰〔2026〕短1号" },
    });
    const reported = await acting.submit(
      honour(31, { basis: { ...honour(31).basis, documentNo: "衡市监表彰〔2026〕未1号" } }),
    );
    const black = await acting.submit(listing(31));
    const other = await acting.submit({
      ...listing(31),
      basis: { ...listing(31).basis, documentNo: "衡市监处罚〔2026〕他1号" },
    });
    expect(await entryOf(red.entryId)).toMatchObject({ state: "exited", exitReason: "blackListed" });
    const first = await done(other.entryId, file(), tax, "2026-11-25");
    await done(other.entryId, resolve(first.objection, "upheld"), marketRegulation, "2026-11-25");
    expect((await entryOf(red.entryId)).state).toBe("exited");
    const second = await done(black.entryId, file(), tax, "2026-11-26");
    await done(black.entryId, resolve(second.objection, "upheld"), marketRegulation, "2026-11-26");
    const back = await entryOf(red.entryId);
    expect(back).toMatchObject({ state: "published", suspended: false, measures: red.measures });
    expect(back).not.toHaveProperty("exitReason");
    expect((await entryOf(reported.entryId)).state).toBe("reported");
    expect(await entryOf(short.entryId)).toMatchObject({ state: "exited", exitReason: "blackListed" });
    expect((await standingOf(31)).map(({ list, state }) => `${list} ${state}`).sort()).toEqual([
      "red published",
      "red reported",
    ]);
    for (const each of [red, short, reported, black, other]) await expectReplayed(each);
  });

  test("a key-attention entry is back when the black one that took its place was an error, if it is still valid", async () => {
    const acting = actingOn(engine);
    const watched = (n: number, change: Partial<EntryInput> = {}) =>
      acting.submit({ ...listing(n), list: "keyAttention", ...change });
    const escalated = async (n: number, change?: Partial<EntryInput>, ...documents: readonly string[]) => {
      const key = await watched(n, change);
      const blacks: Entry[] = [];
      for (const documentNo of documents)
        blacks.push(
          await acting.submit({ ...listing(n), basis: { ...listing(n).basis, documentNo }, escalates: key.entryId }),
        );
      expect(await entryOf(key.entryId)).toMatchObject({ state: "exited", exitReason: "escalated" });
      return { key, blacks };
    };
    const inError = async (entry: Entry, day: string) => {
      const { objection } = await done(entry.entryId, file(), tax, day);
      await done(entry.entryId, resolve(objection, "upheld"), marketRegulation, day);
    };
    const one = await escalated(33, {}, "转1号");
    await inError(one.blacks[0] as Entry, "2026-11-25");
    const back = await entryOf(one.key.entryId);
    expect(back).toMatchObject({ state: "published", suspended: false, measures: one.key.measures });
    expect((await standingOf(33)).map(({ list, state }) => `${list} ${state}`)).toEqual(["keyAttention published"]);
    expect((await triggersOf(back, "2026-11-25")).kinds).toEqual([
      "apply superseded",
      "lift superseded",
      "apply pending",
    ]);
    await expectReplayed(back);

    // Its time is over.
    const over = await escalated(34, { validTo: "2026-11-25" }, "转2号");
    await inError(over.blacks[0] as Entry, "2026-11-26");
    expect(await entryOf(over.key.entryId)).toMatchObject({ exitReason: "escalated" });
    // Two were to take its place, and the second one is no error: it is back when that is one as well.
    const key = await watched(35);
    const begun = (documentNo: string) =>
      acting.submit({ ...listing(35), basis: { ...listing(35).basis, documentNo }, escalates: key.entryId }, false);
    const [first, second] = [await begun("转3号"), await begun("转4号")];
    for (const each of [first, second]) await acting.act(each, reportEntry, marketRegulation);
    await inError(first, "2026-11-25");
    expect(await entryOf(key.entryId)).toMatchObject({ state: "exited", exitReason: "escalated" });
    await inError(second, "2026-11-26");
    expect(await entryOf(key.entryId)).toMatchObject({ state: "published" });
    await expectReplayed(await entryOf(key.entryId));
  });

  test("a stay survives an exit: what comes back is suspended until its court has ended it (B 五(三))", async () => {
    const acting = actingOn(engine);
    const stay = { documentNo: "(2026)衡01行初88号", orderedBy: "court", orderedOn: "2026-11-20" } as const;
    const end = { documentNo: stay.documentNo, endedBy: "(2026)衡01行初88号之二" };
    const overturn = async (black: Entry, day: string) => {
      const { objection } = await done(black.entryId, file(), tax, day);
      await done(black.entryId, resolve(objection, "upheld"), marketRegulation, day);
    };
    const back = async (entry: Entry, black: () => Promise<Entry>) => {
      await done(entry.entryId, acts.enterStay(stay), marketRegulation);
      await overturn(await black(), "2026-11-25");
      return entryOf(entry.entryId);
    };
    const key = await acting.submit({ ...listing(37), list: "keyAttention" });
    const escalating = () =>
      acting.submit({ ...listing(37), basis: { ...listing(37).basis, documentNo: "转5号" }, escalates: key.entryId });
    const red = await acting.honour(38);
    for (const each of [await back(key, escalating), await back(red, () => acting.submit(listing(38)))]) {
      expect(each).toMatchObject({ state: "published", suspended: true, stays: [stay] });
      const { all, kinds } = await triggersOf(each, "2026-11-25");
      const before = ["apply", "suspend", "lift", "apply"].map((kind) => `${kind} superseded`);
      expect(kinds).toEqual([...before, "suspend pending"]);
      expect(all.find(({ status }) => status === "pending")).toMatchObject({ kind: "suspend", ground: "stay" });
      const { entry: resumed } = await done(each.entryId, acts.endStay(end), office, "2026-11-26");
      expect(resumed.suspended).toBe(false);
      expect((await triggersOf(each, "2026-11-26")).kinds).toEqual([...before, "suspend superseded", "resume pending"]);
      await expectReplayed(each);
    }
    // Ended while the entry was off the list, it holds nothing back.
    const other = await acting.honour(39);
    await done(other.entryId, acts.enterStay(stay), marketRegulation);
    const black = await acting.submit(listing(39));
    expect((await done(other.entryId, acts.endStay(end), office, "2026-11-24")).entry.state).toBe("exited");
    await overturn(black, "2026-11-25");
    expect(await entryOf(other.entryId)).toMatchObject({ state: "published", suspended: false });
    await expectReplayed(other);
  });

  test("2017: the key-attention entry that followed ends as an error too", async () => {
    const then = (day: string) => actingOn(engine, on(day));
    const entry = await then("2025-03-10").submit({
      ...listing(32),
      basis: { ...listing(32).basis, decidedOn: "2025-02-10" },
      determinedOn: "2025-03-05",
      validTo: "2025-03-14",
      followOn: { months: 6, measures: [] },
    });
    await then("2025-03-15").sweep();
    const [follower] = await standingOf(32);
    expect(follower).toMatchObject({ list: "keyAttention", state: "published" });
    const { objection } = await done(entry.entryId, file(), tax, "2025-03-17");
    await done(entry.entryId, resolve(objection, "upheld"), marketRegulation, "2025-03-18");
    expect(await standingOf(32)).toEqual([]);
    expect(await entryOf(follower?.entryId ?? "")).toMatchObject({ state: "exited", exitReason: "error" });
    await expectReplayed(await entryOf(follower?.entryId ?? ""));

    // Upheld after its last day, before any sweep: it ends by time, and what is contested as it ends is followed by nothing.
    const late = await then("2025-03-10").submit({
      ...listing(36),
      basis: { ...listing(36).basis, decidedOn: "2025-02-10" },
      determinedOn: "2025-03-05",
      validTo: "2025-03-14",
      followOn: { months: 6, measures: [] },
    });
    const { objection: last } = await done(late.entryId, file(), tax, "2025-03-14");
    await done(late.entryId, resolve(last, "upheld"), marketRegulation, "2025-03-17");
    expect(await entryOf(late.entryId)).toMatchObject({ state: "exited", exitReason: "error" });
    expect(await standingOf(36)).toEqual([]);
    expect(await houseOn(engine).reader.entry(followOnIdOf(late))).toBeUndefined();
  });
});

const readingOn = (day: string) => ({
  objections: createObjectionReader(engine.db, engine.table.Lists, engine.table.Disclosures),
  acts: createDisclosureReader(engine.db, engine.table.Disclosures),
  reader: houseOn(engine).reader,
  reads: createPersonalReads(engine.db, engine.table.PersonalReads),
  newReadId: () => "prd_1",
  now: () => on(day),
});
const reading = (caller: Caller, purpose?: string) => ({
  caller,
  correlationId: "read",
  ...(purpose === undefined ? {} : { purpose }),
});

describe("SPEC: who acts, and who reads", () => {
  test("counters and agencies object, partners do not; discoveries are the authority's, the provider's, the office's", async () => {
    const entry = await actingOn(engine).submit(listing(40));
    expect(await codeOf(entry.entryId, file(), bank)).toBe("agency.role");
    expect(await codeOf(entry.entryId, file({ origin: "discovery" }), tax)).toBe("objection.notYours");
    expect(await codeOf(entry.entryId, file({ origin: "discovery" }), office)).toBe("done");
    const { objection } = await done(entry.entryId, file(), tax);
    const found = { finding: "unclear", text: "档案缺失。", evidence: [] } as const;
    expect(await codeOf(entry.entryId, acts.verifyObjection(any(objection), found), tax)).toBe("objection.notYours");
    expect(await codeOf(entry.entryId, acts.withdrawObjection(any(objection), "撤"), finance)).toBe(
      "objection.notYours",
    );
    const stale = { objectionId: objection.objectionId, expectedVersion: 7 };
    expect(await codeOf(entry.entryId, acts.withdrawObjection(stale, "撤"), tax)).toBe("objection.stale");
    const nobody = { objectionId: `${entry.entryId}.${"0".repeat(26)}`, expectedVersion: 1 };
    expect(await codeOf(entry.entryId, acts.withdrawObjection(nobody, "撤"), tax)).toBe("objection.unknown");
    // The office cannot reject what the provider has not verified in its time.
    expect(await codeOf(entry.entryId, resolve(objection, "rejected"), office)).toBe("objection.notVerified");
    const deps = readingOn(day0);
    expect(await readObjection(deps, objection.objectionId, reading(finance))).toMatchObject({
      refusal: { code: "objection.notYours" },
    });
    expect((await listObjections(deps, tax, { limit: 1 })).items).toHaveLength(1);
    const mine = await listObjections(deps, tax, { limit: 50, status: "open" });
    expect(mine.items.map((each) => each.objection.objectionId)).toContain(objection.objectionId);
    const all = await listObjections(deps, office, { limit: 200 });
    expect(all.items.length).toBeGreaterThan(mine.items.length);
    expect((await listObjections(deps, finance, { limit: 50 })).items).toEqual([]);
  });

  test("one about a person is read for a purpose, which is registered (A §22)", async () => {
    const entry = await actingOn(engine).submit(personal(41, identityNo(41)));
    const { objection } = await done(entry.entryId, file(), tax);
    const deps = readingOn(day0);
    const without = await readObjection(deps, objection.objectionId, reading(tax));
    expect(without).toMatchObject({ refusal: { code: "purpose.required" } });
    const read = await readObjection(deps, objection.objectionId, reading(tax, "办理异议"));
    expect(read).toMatchObject({ value: { status: "open" } });
  });

  test("two who file at once are both heard, or one is asked to try again: never is one lost", async () => {
    const entry = await actingOn(engine).submit(listing(42));
    const grounds = ["facts", "basis", "procedure", "severity", "validity", "identity"] as const;
    await Promise.all(grounds.map((ground) => done(entry.entryId, file({ ground }), tax)));
    expect((await entryOf(entry.entryId)).openObjections).toHaveLength(grounds.length);
    expect(await houseOn(engine).entries.objections(entry.entryId)).toHaveLength(grounds.length);
    await expectReplayed(entry);
  });

  test("on one ground no second is opened, though the first comes in while the second is being decided", async () => {
    const entry = await actingOn(engine).submit(listing(43));
    const { entries, ...rest } = houseOn(engine, on(day0));
    let rival: Promise<unknown> | undefined;
    const between = {
      ...rest,
      entries: {
        ...entries,
        entry: async (entryId: string) => {
          await (rival ??= done(entryId, file(), tax));
          return entries.entry(entryId);
        },
      },
    };
    const by = { agencyId: finance.agencyId, name: finance.name, clientId: finance.clientId, officer: "窗口乙" };
    const asked = {
      entryId: entry.entryId,
      caller: finance,
      by,
      expectedVersion: "any",
      correlationId: "rival",
    } as const;
    expect(await actOn(between, file(), asked)).toMatchObject({ refusal: { code: "objection.open" } });
    expect((await entryOf(entry.entryId)).openObjections).toHaveLength(1);
  });
});

describe("A §22 投诉: a complaint", () => {
  test("goes to the office, is answered once, and changes no entry", async () => {
    const { db, table } = engine;
    const entry = await actingOn(engine).submit(listing(50));
    const deps = {
      ...houseOn(engine, on(day0)),
      complaints: createComplaintStore(db, { lists: table.Lists, intake: table.Intake }),
    };
    const asked = (key: string, agencyId: string) => ({
      by: { ...officer, agencyId, officer: "窗口甲" },
      request: { clientId: agencyId, key, digest: "d", answerWith: () => ({ status: 201, body: {} }) },
    });
    const complaint = { about: { kind: "entry", id: entry.entryId }, origin: "subject", text: "窗口拒收。" } as const;
    const filed = await fileComplaint(deps, complaint, tax, asked("one", "tax"));
    if (!filed.ok) throw new Error(filed.refusal.code);
    expect(filed.value).toMatchObject({ filedOn: day0, version: 1, officer: "窗口甲" });
    const nothing = { ...complaint, about: { kind: "agency", id: "nobody" } } as const;
    expect(await fileComplaint(deps, nothing, tax, asked("two", "tax"))).toMatchObject({
      refusal: { code: "input.invalid", errors: [{ field: "about.id", code: "agency.unknown" }] },
    });
    const { complaintId } = filed.value;
    const answer = (caller: Caller, key: string) =>
      answerComplaint(deps, complaintId, "已责成受理。", caller, asked(key, caller.agencyId));
    expect(await answer(tax, "three")).toMatchObject({ refusal: { code: "complaint.notYours" } });
    expect(await answer(office, "four")).toMatchObject({ value: { answer: { text: "已责成受理。" }, version: 2 } });
    expect(await answer(office, "five")).toMatchObject({ refusal: { code: "complaint.answered" } });
    const reads = { complaints: createComplaintReader(db, table.Lists) };
    for (const reader of [tax, office])
      expect((await listComplaints(reads, reader, { limit: 10 })).items).toMatchObject([{ complaintId, version: 2 }]);
    expect((await listComplaints(reads, finance, { limit: 10 })).items).toEqual([]);

    // A §22: about a person's entry it is read for a purpose, and in lists nothing of what was written is told.
    const person = await actingOn(engine).submit(personal(51, identityNo(51)));
    const about = { ...complaint, about: { kind: "entry", id: person.entryId } } as const;
    const written = await fileComplaint(deps, about, tax, asked("six", "tax"));
    if (!written.ok) throw new Error(written.refusal.code);
    const registered = { ...readingOn(day0), ...reads };
    const id = written.value.complaintId;
    expect(await readComplaint(registered, id, reading(office))).toMatchObject({
      refusal: { code: "purpose.required" },
    });
    expect(await readComplaint(registered, id, reading(office, "核查投诉"))).toMatchObject({
      value: { text: complaint.text },
    });
    const ofPersons = (await listComplaints(reads, office, { limit: 10 })).items.filter(
      ({ complaintId }) => complaintId === id,
    );
    expect(ofPersons).toHaveLength(1);
    expect(ofPersons[0]).not.toHaveProperty("text");
    expect(await entryOf(entry.entryId)).toEqual(entry);
  });
});
