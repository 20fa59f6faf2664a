import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AlertRaised } from "../../events/alert-raised/v1.ts";
import { createAgencyDirectory } from "../../shared/adapters/dynamodb/agency/agencies.ts";
import { createClockReader } from "../../shared/adapters/dynamodb/clock/clocks.ts";
import {
  determineEntry,
  openPublicNotice,
  recordStatement,
  servePriorNotice,
  withdrawEntry,
} from "../../shared/app/entry/entry-acts.ts";
import { fileObjection, withdrawObjection } from "../../shared/app/objection/contest-acts.ts";
import { forecastClocks } from "../../shared/app/clock/forecast-clocks.ts";
import { type ClockQuery, listClocks } from "../../shared/app/clock/list-clocks.ts";
import { sweepDue } from "../../shared/app/entry/sweep-due.ts";
import { nobody } from "../../shared/app/alert/sweep-observer.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing } from "../support/house.ts";
import { actingOn, houseOn, marketRegulation } from "../support/subjects.ts";

/** SPEC "Working days and clocks": the windows of notices and the time that a proposal may lie idle are clocks as well. */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const on = (day: string) => new Date(`${day}T09:05:00+08:00`);
const proposal = (n: number) => {
  const { determinedOn: _, ...input } = listing(n);
  return input;
};
const propose = (n: number, day: string) => actingOn(engine, on(day)).submit(proposal(n));
const notice = (servedOn: string) =>
  servePriorNotice({ servedOn, method: "direct", evidence: [{ title: "送达回证", documentNo: "31号" }] });
const act = (entry: Entry, how: Parameters<ReturnType<typeof actingOn>["act"]>[1], day: string) =>
  actingOn(engine, on(day)).act(entry, how, marketRegulation);
const read = async ({ entryId }: Entry): Promise<Entry> => {
  const stored = await houseOn(engine).entries.entry(entryId);
  if (!stored) throw new Error(entryId);
  return stored.entry;
};
const clocks = () => {
  const { Lists, Triggers, Disclosures, Register } = engine.table;
  return {
    clocks: createClockReader(engine.db, { lists: Lists, triggers: Triggers, disclosures: Disclosures }),
    directory: createAgencyDirectory(engine.db, Register),
  };
};
const listed = async (entry: Entry, query: Omit<ClockQuery, "limit">, day: string) => {
  const deps = { ...houseOn(engine, on(day)), ...clocks() };
  const page = await listClocks(deps, { ...query, limit: 200 }, marketRegulation);
  if (!page.ok) throw new Error(page.refusal.code);
  const its = page.value.items.filter(({ entryId }) => entryId === entry.entryId);
  return its.map(({ clock, status }) => `${clock.kind} ${clock.dueOn} ${status}`).sort();
};
const said = async (entry: Entry, day: string) => {
  const raised: AlertRaised[] = [];
  const house = houseOn(engine, on(day));
  await sweepDue(house, on(day), "sweep", { ...nobody, raised: (alert) => raised.push(alert) });
  return raised.filter(({ entryId }) => entryId === entry.entryId).map(({ kind, level }) => `${kind} ${level}`);
};

describe("a proposal", () => {
  test("lapses after a warning, and every step gives it its whole time again", async () => {
    const entry = await propose(1, "2026-11-23");
    expect(entry.lapsesAfter).toBe("2027-02-15");
    expect(await listed(entry, {}, "2026-11-24")).toEqual(["idlePreliminary 2027-02-15 open"]);
    const warned = entry.clocks[0]?.warnOn ?? "";
    expect(await listed(entry, { status: "dueSoon" }, warned)).toEqual(["idlePreliminary 2027-02-15 dueSoon"]);
    expect(await said(entry, warned)).toEqual(["idlePreliminary dueSoon"]);
    expect(await said(entry, warned)).toEqual([]);
    const noticed = await act(entry, notice(warned), warned);
    expect(noticed.clocks.map(({ kind, startedOn }) => [kind, startedOn])).toEqual([
      ["priorNoticeStatement", warned],
      ["idlePreliminary", warned],
    ]);
    const [window, idle] = noticed.clocks;
    if (!window || !idle) throw new Error("no clocks");
    expect(await listed(entry, { kind: "idlePreliminary" }, warned)).toEqual([`idlePreliminary ${idle.dueOn} open`]);
    // It is warned of its new day as of its first one, and the authority of the end of the window.
    expect(await said(entry, window.warnOn)).toEqual(["priorNoticeStatement dueSoon"]);
    expect(await said(entry, idle.warnOn)).toEqual(["idlePreliminary dueSoon"]);
    expect(await said(entry, "2027-12-01")).toEqual([]);
    const lapsed = await read(entry);
    expect(lapsed).toMatchObject({ state: "abandoned", exitReason: "lapsed" });
    expect(await listed(entry, {}, "2027-12-01")).toEqual([]);
    const month = warned.slice(0, 7);
    expect(await listed(entry, { status: "missed", month }, "2027-12-01")).toEqual([
      `idlePreliminary ${idle.dueOn} missed`,
    ]);
    expect(await listed(entry, { status: "met", month }, "2027-12-01")).toEqual([
      `priorNoticeStatement ${window.dueOn} met`,
    ]);
  });

  test("shows its windows while they run; nobody is late when they are over, and the determination keeps them", async () => {
    const entry = await propose(2, "2026-11-23");
    const noticed = await act(entry, notice("2026-11-23"), "2026-11-23");
    const shown = await act(noticed, openPublicNotice({}), "2026-11-24");
    expect(await listed(entry, {}, "2026-11-24")).toEqual([
      "idlePreliminary 2027-02-16 open",
      "priorNoticeStatement 2026-11-30 open",
      "publicNotice 2026-12-01 open",
    ]);
    const deps = { ...houseOn(engine, on("2026-12-02")), ...clocks() };
    const forecast = await forecastClocks(deps, {}, marketRegulation);
    expect(forecast).toMatchObject({ ok: true, value: { overdue: 0 } });
    expect(await listed(entry, { status: "overdue" }, "2026-12-02")).toEqual([]);
    expect(await listed(entry, {}, "2026-12-02")).toEqual(["idlePreliminary 2027-02-16 open"]);
    const determined = await act(shown, determineEntry({}), "2026-12-02");
    expect(determined.clocks.map(({ kind, metOn }) => [kind, metOn])).toEqual([
      ["priorNoticeStatement", "2026-11-30"],
      ["publicNotice", "2026-12-01"],
      ["listReport", "2026-12-02"],
    ]);
    expect(await listed(entry, { status: "met", month: "2026-11" }, "2026-12-02")).toEqual([
      "priorNoticeStatement 2026-11-30 met",
      "publicNotice 2026-12-01 met",
    ]);
    expect(await listed(entry, {}, "2026-12-02")).toEqual([]);
  });

  test("does not run out while it is contested, and a withdrawal stops its clocks", async () => {
    const entry = await act(await propose(3, "2026-11-23"), notice("2026-11-23"), "2026-11-23");
    const filing = { origin: "discovery", ground: "facts", text: "金额有误。", evidence: [] } as const;
    const contested = await act(entry, fileObjection(filing), "2026-11-24");
    expect(await listed(entry, { kind: "idlePreliminary" }, "2026-11-24")).toEqual([]);
    // Whoever was noticed is heard all the same; that begins no time in which nobody could act.
    await act(await read(entry), recordStatement({ receivedOn: "2026-11-25", text: "金额有误。" }), "2026-11-25");
    expect(await listed(entry, { kind: "idlePreliminary" }, "2026-11-25")).toEqual([]);
    const objectionId = contested.openObjections?.[0] ?? "";
    const back = await act(
      await read(entry),
      withdrawObjection({ objectionId, expectedVersion: "any" }, "核对无误。"),
      "2027-04-01",
    );
    expect(back.clocks.filter(({ kind }) => kind === "idlePreliminary")).toMatchObject([
      { startedOn: "2027-04-01", dueOn: back.lapsesAfter },
    ]);
    const over = await act(back, withdrawEntry({ reason: "withdrawn", why: "撤回。" }), "2027-04-02");
    expect(over.clocks.find(({ kind }) => kind === "idlePreliminary")).toMatchObject({ stoppedOn: "2027-04-02" });
    expect(await listed(entry, {}, "2027-04-02")).toEqual([]);
  });
});
