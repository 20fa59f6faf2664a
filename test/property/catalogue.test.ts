import { deepStrictEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import { endingOf } from "../../shared/domain/measure/ended.ts";
import { draftOf, publishDraft, retire } from "../../shared/domain/measure/keep.ts";
import { currentOn, inForce, type Measure } from "../../shared/domain/measure/measure.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import { content } from "../support/measure.ts";

const first = "2026-11-23";
/** What the office may do with one measure, and how many days pass before it. */
const act = fc.record({
  wait: fc.integer({ min: 0, max: 5 }),
  what: fc.constantFrom("draft", "draft", "publish", "publish", "retire"),
  from: fc.option(fc.integer({ min: -3, max: 6 }), { nil: undefined }),
  lasts: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
  later: fc.integer({ min: -1, max: 4 }),
  version: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
});
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

const acted = (versions: readonly Measure[], { what, from, lasts, later, version }: Act, today: string): Measure[] => {
  const write = (changed: readonly Measure[]) => [
    ...versions.filter((each) => !changed.some((other) => other.version === each.version)),
    ...changed,
  ];
  if (what === "publish") {
    const done = publishDraft(versions, today);
    return done.ok ? write([done.value]) : [...versions];
  }
  if (what === "retire") {
    const at = `${today}T09:00:00.000+08:00`;
    const done = retire(versions, { on: addDays(today, later), reason: "文件废止", at, version }, today);
    return done.ok ? write(done.value) : [...versions];
  }
  const validFrom = from === undefined ? undefined : addDays(today, from);
  const validTo = lasts === undefined ? undefined : addDays(validFrom ?? today, lasts);
  const draft = draftOf(versions, "m", { ...content, validFrom, validTo, title: `措施${today}${what}` }, today);
  return draft ? write([draft]) : [...versions];
};

test("B 四(三), C 十三: whatever the office does, nothing unpublished or ended is in force, and what was published stays what it was", () => {
  let published = 0;
  let retired = 0;
  const run = (acts: readonly Act[]): void => {
    let versions: Measure[] = [];
    let today = first;
    const over = new Set<number>();
    const seen = new Map<number, Measure>();
    for (const next of acts) {
      today = addDays(today, next.wait);
      versions = acted(versions, next, today);
      deepStrictEqual(
        versions.map(({ version }) => version).sort((a, b) => a - b),
        versions.map((_, n) => n + 1),
      );
      ok(currentOn(versions, today).length <= 1, "two versions for new entries");
      for (const measure of versions) {
        const on = inForce(measure, today);
        if (on) ok(measure.status === "published" && measure.publishedOn && measure.publishedOn <= today);
        if (on) ok(endingOf(measure, today) === undefined, "in force and ended");
        if (on) ok(!over.has(measure.version), "in force again after its end");
        if (endingOf(measure, today)) over.add(measure.version);
        const before = seen.get(measure.version);
        if (before) {
          const { validTo: _, retirement: __, ...said } = before;
          const { validTo: ___, retirement: ____, ...says } = measure;
          deepStrictEqual(says, said);
          if (before.validTo !== undefined) ok(measure.validTo !== undefined && measure.validTo <= before.validTo);
        }
        if (measure.status === "published") seen.set(measure.version, measure);
      }
    }
    published += seen.size;
    retired += versions.filter(({ retirement }) => retirement).length;
  };
  fc.assert(fc.property(fc.array(act, { minLength: 10, maxLength: 30, size: "max" }), run), { numRuns: 500 });
  // A run that published or retired next to nothing would prove nothing.
  expect(published).toBeGreaterThan(500);
  expect(retired).toBeGreaterThan(200);
});
