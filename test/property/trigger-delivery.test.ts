import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DecisionRecorded } from "../../events/decision-recorded/v1.ts";
import { makeTriggers } from "../../shared/app/trigger/make-triggers.ts";
import { acknowledge, giveFeedback } from "../../shared/domain/trigger/answer.ts";
import { inSequence } from "../../shared/domain/trigger/in-sequence.ts";
import { isUnsettled, type Trigger } from "../../shared/domain/trigger/trigger.ts";
import { batchesOf, decisionsOf, delivered } from "../support/decision-sequences.ts";
import { faultsOf, inMemory } from "../support/trigger-memory.ts";

const subjectId = "sbj_1";
const sorted = (triggers: ReadonlyMap<string, Trigger>): unknown => [...triggers].sort(([a], [b]) => (a < b ? -1 : 1));

/** The triggers that stand when each decision is delivered once and in order. */
const inOrder = async (decisions: readonly DecisionRecorded[]): Promise<unknown> => {
  const { deps, triggers } = inMemory(decisions, () => Promise.resolve());
  for (const decision of decisions) await makeTriggers(deps, [decision]);
  return sorted(triggers);
};

describe("SPEC capability 6: exactly one effect however decisions are delivered", () => {
  test("duplicated, reordered, left out and worked on by several at once: 1,000 sequences end as those delivered in order", async () => {
    const seen = { suspended: 0, exited: 0, gaps: 0, steps: 0 };
    await fc.assert(
      fc.asyncProperty(delivered, fc.scheduler(), async ({ steps, picks }, scheduler) => {
        const decisions = decisionsOf(steps, subjectId);
        const { deps, triggers, positions } = inMemory(decisions, (step) => {
          seen.steps++;
          if (step === "history") seen.gaps++;
          return scheduler.schedule(Promise.resolve(), step);
        });
        const batches = batchesOf(picks, decisions);
        const workers = batches.map((batch) => makeTriggers(deps, batch));
        const results = await scheduler.waitFor(Promise.all(workers));
        for (const { failed } of results) deepStrictEqual([...failed], []);
        deepStrictEqual(sorted(triggers), await inOrder(decisions));
        deepStrictEqual(faultsOf([...triggers.values()]), []);
        deepStrictEqual(positions.get(subjectId), decisions.at(-1)?.events.at(-1)?.seq);
        for (const { kind } of triggers.values()) {
          if (kind === "suspend") seen.suspended++;
          if (kind === "lift") seen.exited++;
        }
      }),
      { numRuns: 1_000 },
    );
    // The sequences went everywhere, so that the law was not held by those that go nowhere.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(500);
  });

  test("with agencies answering in between, nothing older waits and nothing newest is closed", async () => {
    const answers = fc.array(fc.record({ which: fc.nat(50), how: fc.constantFrom("note", "applied", "failed") }), {
      maxLength: 12,
    });
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(delivered, answers, fc.scheduler(), async ({ steps, picks }, each, scheduler) => {
        const decisions = decisionsOf(steps, subjectId);
        const { deps, triggers } = inMemory(decisions, (step) => scheduler.schedule(Promise.resolve(), step));
        const agency = async (): Promise<void> => {
          for (const { which, how } of each) {
            await scheduler.schedule(Promise.resolve(), "answer");
            const open = [...triggers].filter(([, one]) => isUnsettled(one));
            const [id, trigger] = open[which % Math.max(1, open.length)] ?? [];
            if (!id || !trigger) continue;
            const at = "2026-12-01T09:00:00.000+08:00";
            const outcome = how === "applied" && trigger.kind === "lift" ? "lifted" : how;
            const done =
              outcome === "note"
                ? acknowledge(trigger, at)
                : giveFeedback(trigger, { outcome: outcome, on: "2026-12-01", at }, true);
            if (done.ok && done.value !== trigger) answered++;
            if (done.ok) triggers.set(id, done.value);
          }
        };
        const workers = batchesOf(picks, decisions).map((batch) => makeTriggers(deps, batch));
        await scheduler.waitFor(Promise.all([...workers, agency()]));
        deepStrictEqual(faultsOf([...triggers.values()]), []);
      }),
      { numRuns: 500 },
    );
    expect(answered).toBeGreaterThan(200);
  });

  test("a worker that ends anywhere is made good by the next delivery", async () => {
    await fc.assert(
      fc.asyncProperty(delivered, fc.nat(40), async ({ steps, picks }, last) => {
        const decisions = decisionsOf(steps, subjectId);
        let left = last;
        const memory = inMemory(decisions, () =>
          left-- <= 0 ? Promise.reject(new Error("the worker ended")) : Promise.resolve(),
        );
        for (const batch of batchesOf(picks, decisions)) await makeTriggers(memory.deps, batch).catch(() => undefined);
        const lastOne = decisions.at(-1);
        left = Infinity;
        await makeTriggers(memory.deps, lastOne ? [lastOne] : []);
        deepStrictEqual(sorted(memory.triggers), await inOrder(decisions));
      }),
      { numRuns: 500 },
    );
  });
});

describe("decisions in sequence", () => {
  test("are those behind the position's end, once each and in order; a gap is where one is missing", () => {
    fc.assert(
      fc.property(delivered, fc.nat(20), ({ steps, picks }, position) => {
        const decisions = decisionsOf(steps, subjectId);
        const reached = decisions.map(({ events }) => events.at(-1)?.seq ?? 0).findLast((seq) => seq <= position) ?? 0;
        const batch = batchesOf(picks, decisions).flat();
        const { next, gap } = inSequence(batch, reached);
        const due = decisions.filter(({ events }) => (events[0]?.seq ?? 0) > reached);
        deepStrictEqual(
          next,
          due.filter((decision) => batch.includes(decision)),
        );
        deepStrictEqual(
          gap,
          !due.slice(0, due.findLastIndex((one) => batch.includes(one)) + 1).every((one) => batch.includes(one)),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
