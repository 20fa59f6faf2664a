import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import { entryState, listKind, severity } from "../../events/vocabulary.ts";
import { decide } from "../../shared/domain/entry/decide.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import { soonerEndOf } from "../../shared/domain/entry/shorten.ts";
import { addDays, addMonths } from "../../shared/kernel/local-date.ts";
import { createLimitingPolicies, createRulebook } from "../../shared/policy/rulebook.ts";
import { shipped } from "../../shared/policy/shipped-rulebook.ts";
import { rulesFor } from "../support/house.ts";
import { contextOn, entryIn, placed } from "../unit/entries-by-hand.ts";

/** Entries of any age under the two policies that ship: the papers of 2017, and Order 36 from 1 April 2026. */
const order36 = "2026-04-01";
const eve = "2026-03-31";
const months = { minor: 3, general: 12, serious: 36 } as const;

const stands = fc
  .record({
    list: fc.constantFrom(...listKind.options),
    state: fc.constantFrom(...entryState.options),
    severity: fc.constantFrom(...severity.options),
    suspended: fc.boolean(),
    document: fc.integer({ min: 0, max: 4_000 }).map((days) => addDays("2017-01-02", days)),
    determinedAfter: fc.nat(200),
    standsFor: fc.nat(3_000),
    lookedAtAfter: fc.nat(1_500),
  })
  .map(({ document, determinedAfter, standsFor, lookedAtAfter, ...rest }) => {
    const determinedOn = addDays(document, determinedAfter);
    const today = addDays(determinedOn, lookedAtAfter);
    const entry: Entry = {
      ...entryIn.published,
      ...rest,
      basis: { ...entryIn.published.basis, decidedOn: document },
      determinedOn,
      validTo: addDays(determinedOn, standsFor),
    };
    return { entry, today };
  });

const contextAt = (entry: Entry, today: string) =>
  contextOn(today, {
    rules: rulesFor({ determinedOn: entry.determinedOn ?? today, severity: entry.severity, on: today }),
  });

test("no period ever gets longer, none ends before the milder policy has it end or before that policy came, and again changes nothing", () => {
  let shortened = 0;
  fc.assert(
    fc.property(stands, ({ entry, today }) => {
      const context = contextAt(entry, today);
      const decided = decide(entry, { name: "shortenPeriod" }, context);
      const { determinedOn = "" } = entry;
      const limit = [addMonths(entry.basis.decidedOn, months[entry.severity]), eve].sort()[1] ?? "";
      const live = ["contested", "determined", "reported", "published"].includes(entry.state);
      const expected = live && entry.list !== "red" && determinedOn < order36 && today >= eve && limit < entry.validTo;
      equal(decided.ok, expected);
      if (!decided.ok) return;
      shortened++;
      const [happening] = decided.value;
      ok(decided.value.length === 1 && happening?.type === "period-shortened");
      const after = evolve(entry, placed(happening, 9));
      ok(after.validTo < entry.validTo);
      equal(after.validTo, limit);
      const { validTo: _, shortened: why, version: __, ...same } = after;
      deepEqual(why, { on: today, before: entry.validTo, under: "repair-2026@1" });
      const { validTo: ___, version: ____, ...before } = entry;
      deepEqual(same, before);
      deepEqual(decide(after, { name: "shortenPeriod" }, context).ok, false);
      // Whoever applies a measure is told, and nobody else; of one that is over the lift tells.
      const told = entry.state === "published" && !entry.suspended && today <= limit ? entry.measures : [];
      deepEqual(happening.data.measures, told);
    }),
    { numRuns: 2_000 },
  );
  expect(shortened).toBeGreaterThan(20);
});

test("a later policy that is harsher shortens nothing, and of two that are milder the soonest end is taken", () => {
  const [joint, repair] = shipped();
  if (!joint || !repair) throw new Error("two policies ship");
  const like = (policyId: string, inForceFrom: string, general: number | null) => ({
    ...repair,
    policyId,
    inForceFrom,
    validity: {
      ...repair.validity,
      general: { ...repair.validity.general, maxMonths: { value: general, assumption: true as const } },
    },
  });
  const policies = [like("half-2027", "2027-01-01", 6), repair, joint, like("harsh-2027", "2027-02-01", 60)];
  const rulesOn = (on: string) => createRulebook(policies)({ determinedOn: "2026-03-16", severity: "general", on });
  const entry: Entry = {
    ...entryIn.published,
    severity: "general",
    basis: { ...entryIn.published.basis, decidedOn: "2026-03-02" },
    determinedOn: "2026-03-16",
    validTo: "2031-03-01",
  };
  expect(soonerEndOf(entry, rulesOn("2026-03-30"))).toBeUndefined();
  expect(soonerEndOf(entry, rulesOn("2026-12-30"))).toMatchObject({ validTo: "2027-03-02" });
  // Half a year from the document is over before that policy comes: it stood by right until then.
  const half = { validTo: "2026-12-31", policyVersion: "half-2027@1", inForceFrom: "2027-01-01" };
  expect(soonerEndOf(entry, rulesOn("2026-12-31"))).toEqual(half);
  expect(soonerEndOf(entry, rulesOn("2027-06-01"))).toEqual(half);
  expect(soonerEndOf({ ...entry, list: "red" }, rulesOn("2027-06-01"))).toBeUndefined();

  const names = (day: string) => createLimitingPolicies(policies)(day).map(({ policyVersion }) => policyVersion);
  expect(names("2026-03-31")).toEqual([]);
  expect(names("2026-04-01")).toEqual(["repair-2026@1"]);
  expect(names("2027-02-01")).toEqual(["repair-2026@1", "half-2027@1", "harsh-2027@1"]);
});

test("a key-attention entry that an error brings back is shortened in the same decision, and stays away where its time is over", () => {
  const away: Entry = {
    ...entryIn.published,
    list: "keyAttention",
    state: "exited",
    exitReason: "escalated",
    exitedOn: "2026-02-02",
    severity: "general",
    basis: { ...entryIn.published.basis, decidedOn: "2026-01-12" },
    determinedOn: "2026-01-20",
    validTo: "2028-01-11",
  };
  const back = decide(away, { name: "reinstate" }, contextOn("2026-11-23"));
  if (!back.ok) throw new Error(back.refusal.code);
  expect(back.value.map(({ type }) => type)).toEqual(["entry-reinstated", "period-shortened"]);
  const entry = back.value.reduce((before, each) => evolve(before, placed(each, 9)), away);
  expect(entry).toMatchObject({ state: "published", validTo: "2027-01-12", shortened: { before: "2028-01-11" } });
  expect(decide(away, { name: "reinstate" }, contextOn("2027-01-13"))).toMatchObject({
    refusal: { code: "entry.ended" },
  });
});
