import { equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { severity } from "../../events/vocabulary.ts";
import { repairableOf } from "../../shared/domain/entry/repair.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { eligibilityOf } from "../../shared/domain/repair/eligibility.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import { createRulebook } from "../../shared/policy/rulebook.ts";
import { type PolicyFile, readPolicyFile } from "../../shared/policy/schema.ts";
import { entryIn } from "../unit/entries-by-hand.ts";

/** The same histories, read with the papers of 2017 alone and with Order 36 beside them. */

const read = (name: string): PolicyFile => {
  const path = resolve(import.meta.dirname, `../../shared/policy/policies/${name}.json`);
  return readPolicyFile(name, JSON.parse(readFileSync(path, "utf8")));
};
const joint = read("joint-2017");
const order36 = read("repair-2026");
const papersAlone = createRulebook([joint]);
const both = createRulebook([joint, order36]);

const dayAfter = (from: string, days: number) => addDays(from, days);
const history = fc
  .record({
    severity: fc.constantFrom(...severity.options),
    list: fc.constantFrom("black" as const, "keyAttention" as const),
    allowed: fc.boolean(),
    /** Before and after 1 April 2026. */
    document: fc.integer({ min: 0, max: 4_000 }).map((days) => dayAfter("2017-11-01", days)),
    determinedAfter: fc.nat(200),
    lookedAtAfter: fc.nat(1_500),
    /** A correction may have made it milder since. */
    wasSerious: fc.boolean(),
  })
  .map((each) => {
    const determinedOn = dayAfter(each.document, each.determinedAfter);
    return { ...each, determinedOn, today: dayAfter(determinedOn, each.lookedAtAfter) };
  });
type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

/** The entry as its determination left it, under the rules of its day. */
const entryOf = (
  { severity: grade, list, allowed, document, determinedOn, wasSerious }: History,
  rulebook: typeof both,
): Entry => {
  const then = wasSerious ? "serious" : grade;
  const rules = rulebook({ determinedOn, severity: then, on: determinedOn });
  return {
    ...entryIn.published,
    list,
    severity: grade,
    basis: { ...entryIn.published.basis, decidedOn: document },
    determinedOn,
    validTo: "2099-12-31",
    repair: rules.repair(then, { document, determination: determinedOn }, allowed),
  };
};
const eligibility = (each: History, rulebook: typeof both) => {
  const entry = entryOf(each, rulebook);
  const rules = rulebook({ determinedOn: each.determinedOn, severity: each.severity, on: each.today });
  return { ...eligibilityOf(repairableOf(entry, rules, each.today), each.today), rules };
};

test("a policy that came after a determination never makes it worse: repairable stays so, no later, and it ends no later", () => {
  let sooner = 0;
  let before = 0;
  let fewer = 0;
  fc.assert(
    fc.property(history, (each) => {
      // What is determined under Order 36 is measured by it.
      if (each.determinedOn >= order36.inForceFrom) return;
      before++;
      const [old, now] = [eligibility(each, papersAlone), eligibility(each, both)];
      equal(now.earliestOn === undefined, !each.allowed);
      if (old.eligible) ok(now.eligible);
      ok((now.earliestOn ?? "") <= (old.earliestOn ?? ""));
      // Whoever may apply is asked for no more steps than before.
      if (old.eligible) ok(now.steps.length <= old.steps.length);
      if (old.eligible && now.steps.length < old.steps.length) fewer++;
      const days = { document: each.document, determination: each.determinedOn };
      const [longest, then] = [now, old].map(({ rules }) => rules.latestValidTo(each.severity, days) ?? "9999");
      ok((longest ?? "") <= (then ?? ""));
      if ((longest ?? "") < (then ?? "")) sooner++;
      // What follows an exit is procedure: none follows one after Order 36.
      equal(now.rules.followOn, each.today < order36.inForceFrom);
      equal(old.rules.followOn, true);
    }),
    { numRuns: 3_000 },
  );
  expect([before > 1_000, sooner > 300, fewer > 30]).toEqual([true, true, true]);
});

test("A §21: what a determination fixed is never taken back, whatever is corrected or comes into force later", () => {
  let milder = 0;
  fc.assert(
    fc.property(history, (each) => {
      const entry = entryOf(each, both);
      const { earliestOn, eligible, steps } = eligibility(each, both);
      if (!each.allowed) return ok(!eligible && earliestOn === undefined && steps.length === 0);
      ok(earliestOn !== undefined && earliestOn <= (entry.repair.earliestOn ?? ""));
      equal(eligible, each.today >= earliestOn);
      if (earliestOn < (entry.repair.earliestOn ?? "")) milder++;
    }),
    { numRuns: 3_000 },
  );
  expect(milder).toBeGreaterThan(50);
});

test("Order 36: under it alone general conduct waits three months from its document, serious twelve, minor none", () => {
  const months = { minor: 0, general: 3, serious: 12 } as const;
  fc.assert(
    fc.property(history, (each) => {
      if (each.determinedOn < order36.inForceFrom || !each.allowed) return;
      const rules = both({ determinedOn: each.determinedOn, severity: each.severity, on: each.today });
      const days = { document: each.document, determination: each.determinedOn };
      const [terms, ...others] = rules.repairTerms(each.severity, days);
      equal(others.length, 0);
      const { earliestOn = "" } = terms ?? {};
      const [year = 0, month = 0] = each.document.split("-").map(Number);
      const [then = 0, at = 0] = earliestOn.split("-").map(Number);
      equal(then * 12 + at - (year * 12 + month), months[each.severity]);
    }),
  );
});
