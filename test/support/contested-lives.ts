import fc from "fast-check";
import { expect } from "vitest";
import { createDecisionLog } from "../../shared/adapters/dynamodb/entry/decisions.ts";
import { createPositions } from "../../shared/adapters/dynamodb/trigger/positions.ts";
import { createRepairReader } from "../../shared/adapters/dynamodb/entry/repairs.ts";
import { createTriggerMaker } from "../../shared/adapters/dynamodb/trigger/trigger-maker.ts";
import { actOn, type EntryAct } from "../../shared/app/entry/advance-entry.ts";
import { advanceRepair } from "../../shared/app/repair/advance-repair.ts";
import * as contest from "../../shared/app/objection/contest-acts.ts";
import { correctEntry, exitEntry, publishEntry } from "../../shared/app/entry/entry-acts.ts";
import { inFlight } from "../../shared/kernel/in-flight.ts";
import { makeTriggers } from "../../shared/app/trigger/make-triggers.ts";
import { applyForOwnRepair, fileOwnObjection, withdrawOwnObjection } from "../../shared/app/own/own-acts.ts";
import * as repairs from "../../shared/app/repair/repair-acts.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { sweepDue } from "../../shared/app/entry/sweep-due.ts";
import { entryIdOf } from "../../shared/domain/entry/entry.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { itself } from "../../shared/domain/subject/itself.ts";
import { addDays, shanghaiDate } from "../../shared/kernel/local-date.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import type { TestEngine } from "./engine.ts";
import { current, expectHeld, expectRights } from "./expect-rights.ts";
import { listing, officer, triggerRules } from "./house.ts";
import { houseOn, marketRegulation, office } from "./subjects.ts";

/**
 * Disputed lives on the engine (SPEC "Rights as properties"): subjects that are listed, objected for by themselves and by
 * others, stayed, repaired, found to have been listed in error, while the decisions reach `make-triggers` again and again, in
 * any order, several batches at once, and some of them only in the end.
 */

const lists = ["black", "black", "red", "keyAttention"] as const;
const slot = fc.constantFrom(0, 0, 0, 1, 2, 3);
const listed = fc.record({
  kind: fc.constant("list" as const),
  slot,
  severity: fc.constantFrom("general", "general", "serious"),
  lasts: fc.constantFrom(20, 90, 240),
  follows: fc.boolean(),
  escalates: fc.boolean(),
});
/** What a day may bring to one entry; what the days before it brought makes sense of it, or has it refused. */
const days = [
  ...([["object"], ["object", "discover"], ["stay", "object"], ["stay"], ["endStay"], ["takeBack"]] as const),
  ...([["object", "uphold"], ["object", "uphold"], ["uphold"], ["uphold"], ["object", "verify"]] as const),
  ...([
    ["object", "reject"],
    ["reject", "reject"],
    ["object", "mend"],
    ["object", "takeBack"],
  ] as const),
  ...([["stay", "endStay"], ["endStay", "reject"], ["error"], ["standard"], ["amend"]] as const),
  ...([["apply"], ["apply", "check"], ["check", "approve"], ["approve"], ["apply", "check", "approve"]] as const),
  ...([
    ["apply", "check", "refuse"],
    ["apply", "giveUp"],
    ["apply", "object"],
  ] as const),
  ...([["apply", "check", "stay", "approve"]] as const),
];
type What = (typeof days)[number][number];
type Listed = typeof listed extends fc.Arbitrary<infer L> ? L : never;
type Step =
  Listed | { readonly kind: "act"; readonly slot: number; readonly ground: "facts" | "basis"; readonly what: What };
const acts = fc
  .record({ slot, ground: fc.constantFrom("facts", "basis"), whats: fc.constantFrom(...days) })
  .map(({ whats, ...each }) => whats.map((what): Step => ({ kind: "act", ...each, what })));
/** One entry or some; a red one and a black one over it; a key-attention one and a black one in its place. */
const beginning = fc.oneof(
  fc.array(listed, { minLength: 1, maxLength: 3 }),
  fc.tuple(listed, listed).map(([red, black]): Listed[] => [
    { ...red, slot: 2 },
    { ...black, slot: 0 },
  ]),
  fc.tuple(listed, listed).map(([watched, black]): Listed[] => [
    { ...watched, slot: 3 },
    { ...black, slot: 0, escalates: true, severity: "serious" as const },
  ]),
);
const gaps = [0, 0, 12, 30, 110];
const life = fc.record({
  first: beginning,
  later: fc.array(
    fc
      .array(fc.oneof({ weight: 9, arbitrary: acts }, { weight: 1, arbitrary: listed.map((each): Step[] => [each]) }), {
        minLength: 1,
        maxLength: 2,
      })
      .map((each) => each.flat()),
    { minLength: gaps.length - 1, maxLength: gaps.length - 1 },
  ),
  /** Which decisions are delivered after each day, by their places in the history so far. */
  picks: fc.array(fc.array(fc.nat(99), { maxLength: 4 }), { minLength: gaps.length, maxLength: gaps.length }),
});
type Life = typeof life extends fc.Arbitrary<infer L> ? L : never;

const documentNo = (n: number, at: number): string => `衡市监〔2026〕${n}-${at}号`;
const entryIdAt = (n: number, at: number, subjectId: string): string =>
  entryIdOf({ authority: officer.agencyId, list: lists[at] ?? "black", documentNo: documentNo(n, at), subjectId });

const inputOf = (n: number, step: Extract<Step, { kind: "list" }>, today: string, subjectId?: string): EntryInput => {
  const list = lists[step.slot] ?? "black";
  const documentKind = list === "red" ? "award" : "penalty";
  const shown = { opensOn: addDays(today, -30), endsOn: addDays(today, -15), channel: "门户网站" };
  return {
    ...listing(n),
    list,
    basis: { ...listing(n).basis, documentKind, documentNo: documentNo(n, step.slot), decidedOn: addDays(today, -100) },
    severity: step.severity,
    determinedOn: today,
    validTo: addDays(today, step.lasts),
    procedure: { publicNotice: shown },
    ...(list === "black" && step.follows ? { followOn: { months: 6, measures: [] } } : {}),
    ...(list === "black" && step.escalates && subjectId !== undefined ? { escalates: entryIdAt(n, 3, subjectId) } : {}),
  };
};

const byOf = (caller: Caller, named: string) => ({
  agencyId: caller.agencyId,
  name: caller.name,
  clientId: caller.clientId,
  officer: named,
});

/** One subject's act of a day; whether it was taken. Most that is asked of what is not there is refused, as it should be. */
const actOnce = async (
  engine: TestEngine,
  {
    entryId,
    subjectId,
    now,
    step,
  }: { entryId: string; subjectId: string; now: Date; step: Extract<Step, { kind: "act" }> },
): Promise<boolean> => {
  const house = {
    ...houseOn(engine, now),
    catalogue: current,
    repairs: createRepairReader(engine.db, engine.table.Lists),
  };
  const self = { ...itself(subjectId, "portal"), roles: [], subjectIds: [subjectId], parties: [subjectId] };
  const asSelf = { self, by: itself(subjectId, "portal"), correlationId: "life", expectedVersion: "any" } as const;
  const take = async (what: EntryAct, caller: Caller, named = "周敏"): Promise<boolean> => {
    const asked = { entryId, caller, by: byOf(caller, named), expectedVersion: "any", correlationId: "life" } as const;
    const done = await actOn(house, what, asked);
    if (done.ok) expectHeld(done.value.entry);
    return done.ok;
  };
  const open = async (): Promise<{ objectionId: string; expectedVersion: "any" }> => {
    const objectionId = (await house.entries.entry(entryId))?.entry.openObjections?.[0];
    return { objectionId: objectionId ?? `${entryId}.none`, expectedVersion: "any" };
  };
  const onRepair = async (what: repairs.RepairAct, caller: Caller): Promise<boolean> => {
    const repairId = (await house.entries.entry(entryId))?.entry.repairCase?.repairId ?? "rep_none";
    return (await advanceRepair(house, what, { repairId, caller, by: byOf(caller, "周敏"), correlationId: "life" })).ok;
  };
  const resolution = (outcome: "upheld" | "rejected" | "corrected") => ({
    outcome,
    reason: "核实。",
    changes: { severity: "general" as const, facts: "核实后的事实。" },
  });
  const filing = { ground: step.ground, text: "不实。", evidence: [] } as const;
  switch (step.what) {
    case "object": {
      const done = await fileOwnObjection(house, entryId, filing, asSelf);
      if (done.ok) expectHeld(done.value.entry);
      return done.ok;
    }
    case "discover":
      return take(contest.fileObjection({ ...filing, origin: "discovery" }), marketRegulation);
    case "verify":
      return take(
        contest.verifyObjection(await open(), { finding: "unclear", text: "核实。", evidence: [] }),
        marketRegulation,
      );
    case "uphold":
      return take(contest.resolveObjection(await open(), resolution("upheld")), marketRegulation, "吴越");
    case "reject":
      return take(contest.resolveObjection(await open(), resolution("rejected")), marketRegulation);
    case "mend":
      return take(contest.resolveObjection(await open(), resolution("corrected")), marketRegulation);
    case "takeBack":
      return (await withdrawOwnObjection(house, (await open()).objectionId, "撤回。", asSelf)).ok;
    case "stay":
      return take(
        contest.enterStay({ documentNo: "停1号", orderedBy: "court", orderedOn: shanghaiDate(now) }),
        marketRegulation,
      );
    case "endStay":
      return take(contest.endStay({ documentNo: "停1号", endedBy: "停1号之二" }), office);
    case "apply": {
      const steps = (["rectification", "obligations", "training", "creditReport"] as const).map((each) => ({
        step: each,
        evidence: [{ title: "凭证" }],
      }));
      const commitment = { by: "陈国栋", on: shanghaiDate(now) };
      return (await applyForOwnRepair(house, entryId, { steps, commitment }, asSelf)).ok;
    }
    case "check":
      return onRepair(repairs.checkRepair({ missing: [] }), office);
    case "approve":
      return onRepair(repairs.approveRepair({}), marketRegulation);
    case "refuse":
      return onRepair(repairs.refuseRepair({ reason: "未整改到位" }), marketRegulation);
    case "giveUp":
      return onRepair(repairs.withdrawRepair({}), office);
    case "error": {
      const first = await take(exitEntry({ reason: "error", why: "复核" }), marketRegulation, "周敏");
      return first && (await take(exitEntry({ reason: "error", why: "复核" }), marketRegulation, "吴越"));
    }
    case "amend": {
      const changes = { facts: "复核后的事实。" };
      return take(correctEntry({ changes, reason: "复核。", evidence: [] }), marketRegulation);
    }
    case "standard":
      return take(exitEntry({ reason: "standardChanged", why: "复核" }), marketRegulation);
  }
};

/** Delivers decisions of some subjects as a queue might: mixed, doubled, out of order, some batches at once. */
const deliver = async (
  engine: TestEngine,
  now: Date,
  wanted: readonly { readonly subjectId: string; readonly picks: readonly number[] | "all" }[],
): Promise<void> => {
  const { db, table } = engine;
  const decisions = createDecisionLog(db, table.Lists);
  const deps = {
    positions: createPositions(db, table.Triggers),
    decisions,
    triggers: createTriggerMaker(db, table.Triggers),
    catalogue: current,
    rules: triggerRules,
    now: () => now,
    announce: () => Promise.resolve(),
  };
  const messages = await Promise.all(
    wanted.map(async ({ subjectId, picks }) => {
      const all = await decisions.between(subjectId, 0, 9_999);
      if (picks === "all") return [...all.toReversed(), ...all];
      return picks.flatMap((pick) => all[pick % all.length] ?? []);
    }),
  );
  // One of each subject after the other, so that what belongs together falls into different batches.
  const longest = Math.max(0, ...messages.map(({ length }) => length));
  const mixed = Array.from({ length: longest }, (_, at) => messages.flatMap((each) => each[at] ?? [])).flat();
  const lanes = inFlight(3);
  for (let start = 0; start < mixed.length; start += 10)
    await lanes.start(async () => {
      const { failed } = await makeTriggers(deps, mixed.slice(start, start + 10));
      for (const error of failed.values()) throw error;
    });
  await lanes.done();
};

/** Lives all of them from a day on; gives the subjects, by their numbers. */
const live = async (
  engine: TestEngine,
  all: readonly Life[],
  { begins, from }: { readonly begins: string; readonly from: number },
): Promise<{ readonly known: ReadonlyMap<number, string>; readonly today: string; readonly taken: number }> => {
  const known = new Map<number, string>();
  let now = new Date(`${begins}T09:00:00+08:00`);
  let taken = 0;
  const one = async (n: number, step: Step): Promise<void> => {
    const house = { ...houseOn(engine, now), catalogue: current };
    const subjectId = known.get(n);
    if (step.kind === "act") {
      if (subjectId === undefined) return;
      const entryId = entryIdAt(n, step.slot, subjectId);
      if (await actOnce(engine, { entryId, subjectId, now, step })) taken++;
      return;
    }
    const by = byOf(marketRegulation, "周敏");
    const input = inputOf(n, step, shanghaiDate(now), subjectId);
    const done = await submitEntry(house, { input, report: true, by, correlationId: "life" });
    if (!done.ok) return;
    taken++;
    known.set(n, done.value.entry.subjectId);
    const { entry } = done.value;
    if (entry.state === "reported")
      await actOn(house, publishEntry, {
        entryId: entry.entryId,
        caller: office,
        by: byOf(office, "吴越"),
        expectedVersion: "any",
        correlationId: "life",
      });
  };
  for (const [round, gap] of gaps.entries()) {
    now = new Date(now.getTime() + gap * 86_400_000 + 60_000);
    const steps = inFlight(12);
    for (const [index, { first, later }] of all.entries())
      await steps.start(async () => {
        for (const step of (round === 0 ? first : later[round - 1]) ?? []) await one(from + index, step);
      });
    await steps.done();
    const swept = await sweepDue({ ...houseOn(engine, now), catalogue: current }, now, "sweep");
    expect(swept.failed).toBe(0);
    taken += swept.exited + swept.lapsed;
    await deliver(
      engine,
      now,
      all.flatMap(({ picks }, index) => {
        const subjectId = known.get(from + index);
        return subjectId === undefined ? [] : [{ subjectId, picks: picks[round] ?? [] }];
      }),
    );
  }
  await deliver(
    engine,
    now,
    [...known.values()].map((subjectId) => ({ subjectId, picks: "all" })),
  );
  return { known, today: shanghaiDate(now), taken };
};

/**
 * Lives as many disputed lives, half of them under the policy of 2017, under which a key-attention entry may follow, and holds
 * each against every right. Gives how often each way was gone.
 */
export const disputedLives = async (
  engine: TestEngine,
  lives: number,
  seed: number,
): Promise<ReadonlyMap<string, number>> => {
  const sampled = fc.sample(life, { numRuns: lives, seed });
  const half = Math.ceil(lives / 2);
  const seen = new Map<string, number>();
  for (const part of [
    { lives: sampled.slice(0, half), begins: "2025-03-10", from: 1 },
    { lives: sampled.slice(half), begins: "2026-11-23", from: half + 1 },
  ]) {
    const { known, today, taken } = await live(engine, part.lives, part);
    expect(taken).toBeGreaterThan(part.lives.length * 2);
    const checks = inFlight(12);
    for (const [n, subjectId] of known)
      await checks.start(async () => {
        try {
          for (const way of await expectRights(engine, subjectId, today)) seen.set(way, (seen.get(way) ?? 0) + 1);
        } catch (error) {
          throw new Error(`subject ${n} of seed ${seed}: ${String(error)}`, { cause: error });
        }
      });
    await checks.done();
  }
  return seen;
};
