import { expect, test } from "vitest";
import { standingTriggers } from "../../shared/app/trigger/standing-triggers.ts";
import { type Trigger, triggersOf } from "../../shared/domain/trigger/trigger.ts";
import type { Happening } from "../../shared/domain/entry/entry.ts";
import { outlineOf } from "../../shared/domain/entry/outline.ts";
import { triggerRules } from "../support/house.ts";
import { entryId, entryIn, measure, placed, today } from "./entries-by-hand.ts";

const measures = Array.from({ length: 10 }, (_, n) => measure(`measure-${n}`, { agencies: ["tax", "finance"] }));
const refs = measures.map(({ measureId, version }) => ({ measureId, version }));
const outline = outlineOf(entryIn.published);

/** What an entry's rounds of being contested make; the last of them leaves it suspended. */
const rounds = (count: number): Trigger[] => {
  const applied = {
    type: "entry-published",
    version: 1,
    data: { ...outline, publishedOn: today, measures: refs },
  } as const;
  const stopped = {
    type: "entry-suspended",
    version: 1,
    data: { ...outline, suspendedOn: today, ground: "objection", publishedSeq: 3, measures: refs },
  } as const;
  const resumed = {
    type: "entry-resumed",
    version: 1,
    data: { ...outline, resumedOn: today, publishedSeq: 3, measures: refs },
  } as const;
  const happenings = [applied, ...Array.from({ length: count }, (_, n) => (n % 2 === 0 ? stopped : resumed))];
  return happenings.flatMap((each, n) => triggersOf(placed(each, n + 3), measures, triggerRules).make);
};

test("SPEC: what stands is the newest of each measure at each agency, however often the entry was contested", async () => {
  const all = rounds(61).sort((a, b) => (a.triggerKey < b.triggerKey ? -1 : 1));
  expect(all.length).toBe(62 * 20);
  let pages = 0;
  const ofEntry = (id: string, { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }) => {
    expect(id).toBe(entryId);
    pages++;
    const from = Number(cursor ?? 0);
    const next = from + limit < all.length ? String(from + limit) : null;
    return Promise.resolve({ items: all.slice(from, from + limit), next });
  };
  const standing = await standingTriggers({ ofEntry }, entryId);
  expect(pages).toBeGreaterThan(1);
  expect(standing.map(({ kind, seq }) => `${kind} ${seq}`)).toEqual(Array(20).fill("suspend 64"));
  expect(new Set(standing.map((each) => `${each.measure.measureId} ${each.agencyId}`)).size).toBe(20);
});

test("a measure that was lifted while others went on is among them, after what came later", async () => {
  const corrected: Happening = {
    type: "entry-corrected",
    version: 1,
    data: {
      ...outline,
      correctedOn: today,
      reason: "复核",
      basis: entryIn.published.basis,
      facts: "更正。",
      evidence: [],
      publishedSeq: 3,
      suspended: true,
      measures: refs.slice(1),
      ended: refs.slice(0, 1).map((ref) => ({ ...ref, alsoRequiredBy: [] })),
    },
  };
  const lifted = triggersOf(placed(corrected, 5), measures, triggerRules).make;
  const resumed = {
    type: "entry-resumed",
    version: 1,
    data: { ...outline, resumedOn: today, publishedSeq: 3, measures: refs.slice(1) },
  } as const;
  const items = [...rounds(1), ...lifted, ...triggersOf(placed(resumed, 6), measures, triggerRules).make];
  const standing = await standingTriggers({ ofEntry: () => Promise.resolve({ items, next: null }) }, entryId);
  expect(standing.map(({ kind }) => kind)).toEqual([
    ...(Array(18).fill("resume") as string[]),
    ...(Array(2).fill("lift") as string[]),
  ]);
});
