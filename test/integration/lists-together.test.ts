import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actOn, type EntryAct } from "../../shared/app/entry/advance-entry.ts";
import * as contest from "../../shared/app/objection/contest-acts.ts";
import { exitEntry, openPublicNotice, servePriorNotice, withdrawEntry } from "../../shared/app/entry/entry-acts.ts";
import { endOverridden } from "../../shared/app/entry/decide-entry.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { sweepDue } from "../../shared/app/entry/sweep-due.ts";
import { platform } from "../../shared/app/house.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { followOnIdOf } from "../../shared/domain/entry/follow-on.ts";
import type { Objection } from "../../shared/domain/objection/objection.ts";
import { identifierOf } from "../../shared/domain/entry/summary.ts";
import { replaySubject } from "../../shared/domain/history/replay.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { listing, officer } from "../support/house.ts";
import { actingOn, cutOff, honour, houseOn, marketRegulation, tax } from "../support/subjects.ts";

/** Red beside key-attention or black: never, whatever brought the other one (A §3, §4, §22). */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const at = (day: string, time = "10:00:00") => new Date(`${day}T${time}+08:00`);
const on = (day: string, time?: string) => actingOn(engine, at(day, time));
const sweep = async (day: string, time = "02:30:00") => {
  expect((await on(day, time).sweep()).failed).toBe(0);
};
const entryOf = async (entryId: string): Promise<Entry | undefined> =>
  (await houseOn(engine).reader.entry(entryId))?.entry;
const statesOf = (...entries: readonly Entry[]) =>
  Promise.all(
    entries.map(async ({ entryId, list }) => {
      const { state, exitReason = "" } = (await entryOf(entryId)) ?? {};
      return `${list} ${state ?? "none"} ${exitReason}`.trim();
    }),
  );
/** SPEC: the state is what the history says. */
const expectReplayed = async ({ subjectId }: Entry): Promise<void> => {
  const { subjects } = houseOn(engine);
  const stored = await subjects.standing(subjectId);
  if (!stored) throw new Error(subjectId);
  const { inherited: _, ...own } = stored;
  const { standing } = replaySubject(own, await subjects.history(subjectId));
  expect(JSON.parse(JSON.stringify(standing))).toEqual(JSON.parse(JSON.stringify(own)));
};
const acted = (
  entry: Entry,
  act: EntryAct,
  day: string,
  house = houseOn(engine, at(day)),
  caller = marketRegulation,
) => {
  const by = { agencyId: caller.agencyId, name: caller.name, clientId: caller.clientId, officer: "窗口甲" };
  return actOn(house, act, { entryId: entry.entryId, caller, by, expectedVersion: "any", correlationId: "together" });
};
const codeOf = async (...args: Parameters<typeof acted>) => {
  const came = await acted(...args);
  return came.ok ? "done" : came.refusal.code;
};
/** An objection to an entry, filed by another agency. */
const objected = async (entry: Entry, day: string): Promise<Objection> => {
  const filing = { origin: "subject", ground: "facts", text: "货值金额有误。", evidence: [] } as const;
  const filed = await acted(entry, contest.fileObjection(filing), day, undefined, tax);
  if (!filed.ok || !filed.value.objection) throw new Error(JSON.stringify(filed));
  return filed.value.objection;
};
const upholding = ({ objectionId }: Objection) =>
  contest.resolveObjection({ objectionId, expectedVersion: "any" }, { outcome: "upheld", reason: "已核实。" });
const foundInError = async (entry: Entry, day: string): Promise<void> => {
  const done = await acted(entry, upholding(await objected(entry, day)), day);
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
};
const killedAfterwards = (day: string) => cutOff(houseOn(engine, at(day)));
const mergedInto = async (from: Entry, into: Entry, day: string): Promise<void> => {
  const change = { kind: "merged", into: into.subjectId, on: day, documentNo: "衡市监登字第9号" } as const;
  const done = await on(day).change(from.subjectId, change);
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
};
const by = (n: number, name: string, decidedOn = listing(n).basis.decidedOn) => ({
  basis: { ...listing(n).basis, documentNo: `衡市监〔2026〕${name}${n}号`, decidedOn },
});

describe("A §4, §22: a key-attention entry that is back ends red ones as its listing did", () => {
  /** A key-attention entry, and the black one that took its place until 25 November. */
  const escalated = async (n: number) => {
    const key = await on("2026-11-23").submit({ ...listing(n), list: "keyAttention" });
    const change = { ...by(n, "转"), validTo: "2026-11-25", escalates: key.entryId };
    return { key, black: await on("2026-11-23").submit({ ...listing(n), ...change }) };
  };

  test("once the black one has ended by itself, been followed by honours and proves an error", async () => {
    const { key, black } = await escalated(1);
    await sweep("2026-11-26");
    const red = await on("2026-11-26").honour(1);
    const reported = await on("2026-11-26").submit(honour(1, by(1, "表")));
    expect(await statesOf(key, black, red, reported)).toEqual([
      ...["keyAttention exited escalated", "black exited expired", "red published", "red reported"],
    ]);
    await foundInError(black, "2026-11-27");
    expect(await statesOf(key, black, red, reported)).toEqual([
      ...["keyAttention published", "black exited error"],
      ...["red exited keyAttentionListed", "red abandoned keyAttentionListed"],
    ]);
    await expectReplayed(key);
    // They come back where the key-attention entry was an error as well.
    await foundInError(key, "2026-11-28");
    expect(await statesOf(key, red, reported)).toEqual(["keyAttention exited error", "red published", "red reported"]);
    await expectReplayed(key);
  });

  test("however many there are, some of them by later decisions (DESIGN 1)", async () => {
    const { key, black } = await escalated(2);
    await sweep("2026-11-26");
    const reds: Entry[] = [];
    for (let which = 0; which < 42; which++)
      reds.push(await on("2026-11-26").submit(honour(2, by(2, `表${which}之`)), false));
    const cut = acted(
      black,
      upholding(await objected(black, "2026-11-27")),
      "2026-11-27",
      killedAfterwards("2026-11-27"),
    );
    await expect(cut).rejects.toThrow("killed");
    expect((await statesOf(...reds)).filter((each) => each === "red determined")).toHaveLength(2);
    await expectReplayed(key);
    await sweep("2026-11-27", "11:30:00");
    expect(new Set(await statesOf(...reds))).toEqual(new Set(["red abandoned keyAttentionListed"]));
    expect(await statesOf(key)).toEqual(["keyAttention published"]);
    await expectReplayed(key);
  });

  test("also those of whoever its subject has gone into, at once or with the next sweep (ADR 23)", async () => {
    for (const [n, cut] of [
      [10, false],
      [12, true],
    ] as const) {
      const { key, black } = await escalated(n);
      const before = await on("2026-11-23").honour(n + 1);
      await mergedInto(black, before, "2026-11-24");
      await sweep("2026-11-26");
      const red = await on("2026-11-26").honour(n + 1, by(n + 1, "表"));
      const objection = await objected(black, "2026-11-27");
      const upheld = () =>
        acted(black, upholding(objection), "2026-11-27", cut ? killedAfterwards("2026-11-27") : undefined);
      if (cut) {
        await expect(upheld()).rejects.toThrow("killed");
        expect(await statesOf(key, red)).toEqual(["keyAttention published", "red published"]);
        await sweep("2026-11-27", "11:30:00");
      } else expect((await upheld()).ok).toBe(true);
      expect(await statesOf(key, black, before, red)).toEqual([
        ...["keyAttention published", "black exited error"],
        ...["red exited blackListed", "red exited keyAttentionListed"],
      ]);
      await expectReplayed(key);
      await expectReplayed(red);
    }
  });
});

/** A black entry under the papers of 2017, in force until 14 March 2025, that a key-attention one is to follow. */
const then = (n: number, change: Partial<EntryInput> = {}): EntryInput => ({
  ...listing(n),
  basis: { ...listing(n).basis, decidedOn: "2025-02-10" },
  determinedOn: "2025-03-05",
  validTo: "2025-03-14",
  followOn: { months: 6, measures: [] },
  ...change,
});
const honoured = (n: number): Partial<EntryInput> => ({
  basis: { ...listing(n).basis, documentNo: `衡市监表彰〔2025〕${n}号`, decidedOn: "2025-02-10" },
  determinedOn: "2025-03-05",
  validTo: "2026-03-01",
  procedure: { publicNotice: { opensOn: "2025-02-17", endsOn: "2025-02-26", channel: "门户网站" } },
});
const followerOf = async (black: Entry): Promise<string> => (await entryOf(followOnIdOf(black)))?.state ?? "none";

describe("A §4: the key-attention entry that follows a black one", () => {
  test("ends honours that were given before the sweep came; an error gives them back (§22)", async () => {
    const black = await on("2025-03-10").submit(then(20));
    const red = await on("2025-03-15", "00:00:20").honour(20, honoured(20));
    const other = await on("2025-03-15", "00:00:40").submit(
      honour(20, { ...honoured(20), ...by(20, "表", "2025-02-10") }),
    );
    expect(await statesOf(red, other)).toEqual(["red published", "red reported"]);
    await sweep("2025-03-15", "00:10:00");
    expect(await followerOf(black)).toBe("published");
    expect(await statesOf(red, other)).toEqual(["red exited keyAttentionListed", "red abandoned keyAttentionListed"]);
    expect(await entryOf(followOnIdOf(black))).toMatchObject({ reportedOn: "2025-03-15", warnedOn: "2025-03-15" });
    await expectReplayed(black);
    await foundInError(black, "2025-03-17");
    expect(await statesOf(black, red, other)).toEqual(["black exited error", "red published", "red reported"]);
    await expectReplayed(black);
  });

  test("ends those of whoever its subject has gone into, in the same sweep or the next (ADR 23)", async () => {
    const blacks = [await on("2025-03-10").submit(then(22)), await on("2025-03-10").submit(then(24))] as const;
    const reds: Entry[] = [];
    for (const [which, black] of blacks.entries()) {
      const n = 23 + 2 * which;
      const { determinedOn: _, ...before } = honour(n, { ...honoured(n), ...by(n, "议", "2025-02-10") });
      await mergedInto(black, await on("2025-03-10").submit(before), "2025-03-11");
      reds.push(await on("2025-03-15", "00:00:20").honour(n, honoured(n)));
    }
    expect(await statesOf(...reds)).toEqual(["red published", "red published"]);
    const killed = await sweepDue(killedAfterwards("2025-03-15"), at("2025-03-15", "00:10:00"), "killed");
    expect(killed.failed).toBeGreaterThan(0);
    expect(await statesOf(...reds)).toContain("red published");
    await sweep("2025-03-15", "01:10:00");
    expect(await Promise.all(blacks.map(followerOf))).toEqual(["published", "published"]);
    expect(await statesOf(...reds)).toEqual(["red exited keyAttentionListed", "red exited keyAttentionListed"]);
    for (const each of [...blacks, ...reds]) await expectReplayed(each);

    const black = await on("2025-03-10").submit(then(26));
    const { determinedOn: _, ...proposal } = honour(27, { ...honoured(27), ...by(27, "议", "2025-02-10") });
    const into = await on("2025-03-10").submit(proposal);
    await mergedInto(black, into, "2025-03-11");
    const red = await on("2025-03-15", "02:00:00").honour(27, honoured(27));
    await sweep("2025-03-15", "02:10:00");
    expect(await statesOf(red)).toEqual(["red exited keyAttentionListed"]);
  });

  test("opens only when no other active black entry remains, its own or one that a merger brought (ADR 23)", async () => {
    const first = await on("2025-03-10").submit(then(30));
    const second = await on("2025-03-10").submit(then(30, { ...by(30, "另", "2025-02-10"), validTo: "2025-03-20" }));
    await sweep("2025-03-15");
    expect(await statesOf(first)).toEqual(["black exited expired"]);
    expect(await followerOf(first)).toBe("none");
    await sweep("2025-03-21");
    expect(await followerOf(second)).toBe("published");

    const brought = await on("2025-03-10").submit(then(31, { validTo: "2025-09-01" }));
    const own = await on("2025-03-10").submit(then(32));
    await mergedInto(brought, own, "2025-03-11");
    await sweep("2025-03-15");
    expect(await statesOf(brought, own)).toEqual(["black published", "black exited expired"]);
    expect(await followerOf(own)).toBe("none");
  });

  test("opens although the same document led to key attention before, unless that still stands", async () => {
    const proposal = ({ determinedOn: _, followOn: __, ...rest }: EntryInput): EntryInput => ({
      ...rest,
      list: "keyAttention",
      validTo: "2025-12-31",
    });
    const given = await on("2025-03-10").submit(proposal(then(33)));
    await on("2025-03-10").act(given, withdrawEntry({ reason: "withdrawn", why: "改列" }), marketRegulation);
    const withdrawn = await on("2025-03-10").submit(then(33));

    const watched = (n: number): EntryInput => ({ ...proposal(then(n)), determinedOn: "2025-03-05" });
    const key = await on("2025-03-10").submit(watched(34));
    const replacing = await on("2025-03-10").submit(then(34, { escalates: key.entryId }));
    expect(await statesOf(given, key)).toEqual(["keyAttention abandoned withdrawn", "keyAttention exited escalated"]);

    await on("2025-03-10").submit(watched(35));
    const beside = await on("2025-03-10").submit(then(35));
    await sweep("2025-03-15");
    expect(await Promise.all([withdrawn, replacing, beside].map(followerOf))).toEqual([
      ...["published", "published", "none"],
    ]);
  });

  test("does not open of what is contested or stayed as it ends (§22)", async () => {
    const [contested, stayed, other] = [
      await on("2025-03-10").submit(then(36)),
      await on("2025-03-10").submit(then(37)),
      await on("2025-03-10").submit(then(38)),
    ];
    await objected(contested, "2025-03-12");
    const stay = { documentNo: "(2025)衡01行初88号", orderedBy: "court", orderedOn: "2025-03-11" } as const;
    expect(await codeOf(stayed, contest.enterStay(stay), "2025-03-12")).toBe("done");
    await sweep("2025-03-15");
    expect(await statesOf(contested, stayed, other)).toEqual(Array(3).fill("black exited expired"));
    expect(await Promise.all([contested, stayed, other].map(followerOf))).toEqual(["none", "none", "published"]);
  });
});

test("A §3, ADR 23: what two decisions end at once, one of them ends, and the other finds it done", async () => {
  const [red, into] = [await on("2026-11-23").honour(50), await on("2026-11-23").honour(51)];
  await mergedInto(red, into, "2026-11-23");
  const { entries, ...rest } = houseOn(engine);
  const stamp = { by: platform, at: at("2026-11-23"), correlationId: "rival" };
  let rival: Promise<number> | undefined;
  const between = {
    ...rest,
    entries: {
      ...entries,
      entries: async (ids: readonly string[]) => {
        if (ids.includes(red.entryId)) await (rival ??= endOverridden(houseOn(engine), identifierOf(into), stamp));
        return entries.entries(ids);
      },
    },
  };
  const input = listing(51, { list: "keyAttention" });
  const done = await submitEntry(between, { input, by: officer, correlationId: "together", report: true });
  expect(done.ok).toBe(true);
  expect(await rival).toBe(1);
  expect(await statesOf(red, into)).toEqual(["red exited keyAttentionListed", "red exited keyAttentionListed"]);
});

describe("A §4, SPEC capability 11: past its last day, before the sweep", () => {
  test("an entry exits as expired or as an error, for no other reason", async () => {
    const black = await on("2026-11-23").submit({ ...listing(40), validTo: "2026-11-25" });
    const red = await on("2026-11-23").honour(41, { validTo: "2026-11-25" });
    const wrong = await on("2026-11-23").submit({ ...listing(42), validTo: "2026-11-25" });
    for (const reason of ["standardChanged", "rewardMisused"] as const)
      expect(await codeOf(red, exitEntry({ reason, why: "变更" }), "2026-11-26")).toBe("entry.ended");
    expect(await codeOf(black, exitEntry({ reason: "standardChanged", why: "变更" }), "2026-11-26")).toBe(
      "entry.ended",
    );
    const first = await on("2026-11-26").act(wrong, exitEntry({ reason: "error", why: "有误" }), marketRegulation);
    await on("2026-11-26").act(first, exitEntry({ reason: "error", why: "有误" }), marketRegulation, "周敏");
    await sweep("2026-11-26", "11:00:00");
    expect(await statesOf(black, red, wrong)).toEqual([
      "black exited expired",
      "red exited expired",
      "black exited error",
    ]);
    // On its last day it is still in force.
    const last = await on("2026-11-23").submit({ ...listing(43), validTo: "2026-11-25" });
    expect(await codeOf(last, exitEntry({ reason: "standardChanged", why: "变更" }), "2026-11-25")).toBe("done");
  });

  test("no notice is given of a proposal", async () => {
    const { determinedOn: _, ...proposed } = listing(44, { validTo: "2026-11-25" });
    const notice = { method: "direct", evidence: [{ title: "送达回证" }] } as const;
    const served = (day: string) => servePriorNotice({ ...notice, servedOn: day });
    const proposal = await on("2026-11-23").submit(proposed);
    expect(await codeOf(proposal, served("2026-11-26"), "2026-11-26")).toBe("entry.ended");
    expect(await codeOf(proposal, openPublicNotice({}), "2026-11-26")).toBe("entry.ended");
    expect(await codeOf(proposal, served("2026-11-25"), "2026-11-25")).toBe("done");
    await sweep("2026-11-26", "11:00:00");
    expect(await statesOf(proposal)).toEqual(["black abandoned lapsed"]);
  });
});
