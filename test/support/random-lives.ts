import fc from "fast-check";
import { expect } from "vitest";
import { advanceEntry, type EntryAct } from "../../shared/app/entry/advance-entry.ts";
import { changeSubject } from "../../shared/app/subject/change-subject.ts";
import * as acts from "../../shared/app/entry/entry-acts.ts";
import { submitEntry } from "../../shared/app/entry/submit-entry.ts";
import { sweepDue } from "../../shared/app/entry/sweep-due.ts";
import { entryIdOf } from "../../shared/domain/entry/entry.ts";
import type { EntryInput } from "../../shared/domain/entry/input.ts";
import { replaySubject } from "../../shared/domain/history/replay.ts";
import { addDays, shanghaiDate } from "../../shared/kernel/local-date.ts";
import { inFlight } from "../../shared/kernel/in-flight.ts";
import type { Caller } from "../../shared/ports/agencies.ts";
import type { TestEngine } from "./engine.ts";
import { listing, monday, officer } from "./house.ts";
import { identityNo } from "./persons.ts";
import { houseOn, marketRegulation, office } from "./subjects.ts";

/**
 * The state is what the history says (SPEC), on the engine: random lives of some hundred subjects, side by side and against
 * each other, through the use cases and the tables. In the end what is stored is what its history gives.
 */

const lists = ["black", "black", "red", "red", "keyAttention"] as const;
const slot = fc.nat(lists.length - 1);
const submission = fc.record({
  kind: fc.constant("submit" as const),
  slot,
  severity: fc.constantFrom("general", "serious"),
  lasts: fc.constantFrom(3, 30, 250, 340),
  elsewhere: fc.boolean(),
  papers: fc.boolean(),
  follows: fc.boolean(),
  otherName: fc.boolean(),
  report: fc.boolean(),
});
const command = fc.record({
  kind: fc.constant("act" as const),
  slot,
  what: fc.constantFrom(
    ...([
      "notice",
      "statement",
      "answer",
      "show",
      "determine",
      "determine",
      "report",
      "publish",
      "publish",
      "publish",
    ] as const),
    ...(["correct", "soften", "withdraw", "error", "error", "standard", "misuse"] as const),
  ),
  named: fc.constantFrom("周敏", "吴越"),
});
const rename = fc.record({ kind: fc.constant("rename" as const), to: fc.nat(2) });
/** What happens to one subject within a day; two of them at the same moment. */
const day = fc.array(
  fc.oneof({ weight: 5, arbitrary: submission }, { weight: 8, arbitrary: command }, { weight: 1, arbitrary: rename }),
  { minLength: 1, maxLength: 2 },
);
const gaps = [0, 0, 9, 150, 260];
type Step = (typeof day extends fc.Arbitrary<infer D> ? D : never)[number];

/** A listing with all its papers, published where that is left to the office, so that what comes after finds something. */
const prelude = submission.map((each): Step[][] => [
  [{ ...each, elsewhere: true, papers: true, report: true }],
  [{ kind: "act", slot: each.slot, what: "publish", named: "吴越" }],
]);
const life = fc.record({
  person: fc.boolean(),
  days: fc
    .tuple(prelude, fc.array(day, { minLength: gaps.length - 2, maxLength: gaps.length - 2 }))
    .map(([before, after]): Step[][] => [...before, ...after]),
});
type Life = typeof life extends fc.Arbitrary<infer L> ? L : never;

const documentNo = (n: number, at: number): string => `衡市监〔2026〕${n}-${at}号`;
const inputOf = (n: number, person: boolean, step: Extract<Step, { kind: "submit" }>, today: string): EntryInput => {
  const { determinedOn: _, ...base } = listing(n);
  const list = lists[step.slot] ?? "black";
  const documentKind = list === "red" ? "award" : "penalty";
  return {
    ...base,
    list,
    subject: person
      ? { kind: "person", name: "韩立群", idType: "residentId", idNumber: identityNo(n) }
      : { ...base.subject, name: `${base.subject.name}${step.otherName ? "(集团)" : ""}` },
    basis: { ...base.basis, documentKind, documentNo: documentNo(n, step.slot), decidedOn: addDays(today, -40) },
    severity: step.severity,
    validTo: addDays(today, step.lasts),
    ...(step.elsewhere ? { determinedOn: today } : {}),
    ...(step.papers
      ? {
          procedure: {
            priorNotice: { servedOn: addDays(today, -30), method: "direct", proof: "送达回证" },
            publicNotice: { opensOn: addDays(today, -30), endsOn: addDays(today, -15), channel: "门户网站" },
          },
        }
      : {}),
    ...(list === "black" && step.follows ? { followOn: { months: 6, measures: [] } } : {}),
  };
};

const actOf = (what: Extract<Step, { kind: "act" }>["what"], today: string): readonly [EntryAct, Caller] => {
  const why = "复核";
  switch (what) {
    case "notice":
      return [
        acts.servePriorNotice({ servedOn: today, method: "direct", evidence: [{ title: "送达回证" }] }),
        marketRegulation,
      ];
    case "statement":
      return [acts.recordStatement({ receivedOn: today, text: "不服。" }), marketRegulation];
    case "answer":
      return [acts.answerStatement({ adopted: false, answer: "不予采纳。" }), marketRegulation];
    case "show":
      return [acts.openPublicNotice({}), marketRegulation];
    case "determine":
      return [acts.determineEntry({}), marketRegulation];
    case "report":
      return [acts.reportEntry, marketRegulation];
    case "publish":
      return [acts.publishEntry, office];
    case "correct":
      return [acts.correctEntry({ changes: { facts: "更正。" }, reason: why, evidence: [] }), marketRegulation];
    case "soften":
      return [acts.correctEntry({ changes: { severity: "general" }, reason: why, evidence: [] }), marketRegulation];
    case "withdraw":
      return [acts.withdrawEntry({ reason: "withdrawn", why }), marketRegulation];
    case "error":
      return [acts.exitEntry({ reason: "error", why }), marketRegulation];
    case "standard":
      return [acts.exitEntry({ reason: "standardChanged", why }), marketRegulation];
    case "misuse":
      return [acts.exitEntry({ reason: "rewardMisused", why }), marketRegulation];
  }
};

/** Lives all of them, day by day, with the hourly sweep after each; gives how many acts were taken. */
const live = async (
  engine: TestEngine,
  all: readonly Life[],
): Promise<{ readonly known: ReadonlyMap<number, string>; readonly taken: number }> => {
  const known = new Map<number, string>();
  let now = monday;
  let taken = 0;
  const one = async (n: number, person: boolean, step: Step): Promise<void> => {
    const house = houseOn(engine, now);
    const today = shanghaiDate(now);
    const by = { ...officer, officer: step.kind === "act" ? step.named : "周敏" };
    const subjectId = known.get(n);
    if (step.kind === "submit") {
      const input = inputOf(n, person, step, today);
      const done = await submitEntry(house, { input, report: step.report, by, correlationId: "life" });
      if (done.ok) known.set(n, done.value.entry.subjectId);
      if (done.ok) taken++;
    } else if (subjectId !== undefined && step.kind === "rename") {
      const change = {
        kind: "renamed",
        name: `衡川市第${n}商贸公司${step.to}`,
        on: today,
        documentNo: "变更1号",
      } as const;
      const done = await changeSubject(house, { subjectId, change, caller: office, by, correlationId: "life" });
      if (done.ok) taken++;
    } else if (subjectId !== undefined && step.kind === "act") {
      const [act, caller] = actOf(step.what, today);
      const list = lists[step.slot] ?? "black";
      const entryId = entryIdOf({ authority: officer.agencyId, list, documentNo: documentNo(n, step.slot), subjectId });
      const advance = { entryId, caller, expectedVersion: "any", by, correlationId: "life" } as const;
      if ((await advanceEntry(house, act, advance)).ok) taken++;
    }
  };
  for (const [round, gap] of gaps.entries()) {
    now = new Date(now.getTime() + gap * 86_400_000 + 60_000);
    const steps = inFlight(12);
    for (const [n, { person, days }] of all.entries())
      await steps.start(async () => {
        await Promise.all((days[round] ?? []).map((step) => one(n + 1, person, step)));
      });
    await steps.done();
    const swept = await sweepDue(houseOn(engine, now), now, "sweep");
    expect(swept.failed).toBe(0);
    taken += swept.exited + swept.lapsed;
  }
  return { known, taken };
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** Lives as many lives and holds what is stored against what their histories give. */
export const expectReplayed = async (engine: TestEngine, subjects: number): Promise<void> => {
  const seed = Date.now() % 1_000_000;
  const { known, taken } = await live(engine, fc.sample(life, { numRuns: subjects, seed }));
  expect(taken).toBeGreaterThan(subjects * 2);
  const seen = new Set<string>();
  const { reader, subjects: stored } = houseOn(engine);
  const checks = inFlight(12);
  for (const [n, subjectId] of known)
    await checks.start(async () => {
      const [found, history] = [await stored.standing(subjectId), await reader.history(subjectId)];
      if (!found) throw new Error(`subject ${n} has no standing`);
      // Under which names copies of it lie is the tables' own business.
      const { filedUnder: _, ...standing } = found;
      const replayed = replaySubject(standing, history);
      const words = `subject ${n} of seed ${seed}`;
      expect(plain(replayed.standing), words).toEqual(plain(standing));
      expect(
        history.map(({ seq }) => seq),
        words,
      ).toEqual(history.map((_event, index) => index + 1));
      for (const [entryId, entry] of replayed.entries) {
        expect(plain((await reader.entry(entryId))?.entry), words).toEqual(plain(entry));
        seen.add(`${entry.list} ${entry.state} ${entry.exitReason ?? ""}`.trim());
        if (entry.publishedOn !== undefined) seen.add(`${entry.list} published`);
      }
    });
  await checks.done();
  // They led somewhere, so that the law was not held by the few that go nowhere.
  for (const way of [
    ...["red published", "red exited blackListed", "black published", "black exited expired"],
    ...["black abandoned lapsed", "keyAttention published"],
  ])
    expect([way, seed, seen.has(way)]).toEqual([way, seed, true]);
};
