import { deepStrictEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EntryEvent, parseEntryEvent } from "../../events/catalogue.ts";
import { takeDecision } from "../../shared/app/take-decision.ts";
import type { EntryCommand } from "../../shared/domain/entry/decide.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import { shownOn, type Standing } from "../../shared/domain/subject/standing.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import { calendar, catalogue, listing, officer, rulesFor, usccNo } from "../support/house.ts";

const authority = { agencyId: officer.agencyId, name: officer.name };
const entryId = `ent_${"a".repeat(26)}`;
const empty: Standing = {
  identifier: `uscc:${usccNo(1)}`,
  subjectId: `sbj_${"b".repeat(26)}`,
  kind: "organisation",
  name: "衡川市第1制造有限公司",
  uscc: usccNo(1),
  seq: 0,
  entries: [],
};

/** Listings of every severity and domain that measures differ for, over in days, months or years. */
const input = fc
  .record({
    severity: fc.constantFrom("general", "serious"),
    domain: fc.constantFrom("productQuality", "foodAndDrugs", "judicialEnforcement", "wages"),
    lasts: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 7, max: 340 })),
    allowed: fc.boolean(),
  })
  .map(({ severity, domain, lasts, allowed }) =>
    listing(1, { severity, domain, validTo: addDays("2026-11-18", lasts), repair: { allowed } }),
  );
const command: fc.Arbitrary<EntryCommand> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<EntryCommand>({ name: "report" }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<EntryCommand>({ name: "publish", by: "policy" }, { name: "publish", by: "office" }),
  },
  { weight: 2, arbitrary: fc.constant<EntryCommand>({ name: "lapse" }) },
  { weight: 2, arbitrary: fc.constant<EntryCommand>({ name: "exit", reason: "expired" }) },
  {
    weight: 1,
    arbitrary: input.map((of): EntryCommand => ({
      name: "submitDetermined",
      entryId,
      input: of,
      authority,
      provider: authority,
    })),
  },
);
const begin = input.map((of): EntryCommand => ({
  name: "submitDetermined",
  entryId,
  input: of,
  authority,
  provider: authority,
}));
/** A command some days after the one before: mostly soon, now and then after a long time. */
const step = fc.record({
  command,
  wait: fc.oneof({ weight: 4, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.nat(400) }),
});
const life = fc.record({
  begin: fc.option(begin, { freq: 12, nil: undefined }),
  steps: fc.array(step, { maxLength: 7 }),
});

interface Lived {
  readonly events: readonly EntryEvent[];
  readonly entry: Entry | undefined;
  readonly standing: Standing;
  readonly today: string;
  /** The entry after each command, whether accepted or refused. */
  readonly passed: readonly (Entry | undefined)[];
}

const live = ({ begin: first, steps }: typeof life extends fc.Arbitrary<infer L> ? L : never): Lived => {
  let today = "2026-11-20";
  let standing = empty;
  let entry: Entry | undefined;
  const events: EntryEvent[] = [];
  const passed: (Entry | undefined)[] = [];
  for (const { command: asked, wait } of [...(first ? [{ command: first, wait: 0 }] : []), ...steps]) {
    today = addDays(today, wait);
    const decided = takeDecision(
      { standing, entryId, entry },
      [asked],
      { today, rules: rulesFor({ determinedOn: "2026-11-18", severity: "serious", on: today }), calendar, catalogue },
      { by: officer, at: new Date(`${today}T09:00:00+08:00`), correlationId: "life" },
    );
    if (decided.ok) {
      ({ entry, standing } = decided.value);
      events.push(...decided.value.events);
    }
    passed.push(entry);
  }
  return { events, entry, standing, today, passed };
};

const ended = (entry: Entry | undefined): boolean => entry?.state === "exited" || entry?.state === "abandoned";

/** One pass over 10,000 lives; each law below is one of its claims. */
const claim = (check: (lived: Lived) => void, numRuns = 10_000): void => {
  fc.assert(
    fc.property(life, (each) => {
      check(live(each));
    }),
    { numRuns },
  );
};

describe("SPEC: the state is what the history says, over 10,000 random lives of up to 8 commands", () => {
  test("replayed from nothing, from events as they are stored, a life gives the state that was reached", () => {
    const seen = new Map<string, number>();
    claim(({ events, entry, standing }) => {
      const stored = JSON.parse(JSON.stringify(events)) as unknown[];
      const replayed = stored.map(parseEntryEvent).reduce<Entry | undefined>(evolve, undefined);
      deepStrictEqual(replayed, entry && (JSON.parse(JSON.stringify(entry)) as unknown));
      // The version counts events, and the subject's sequence has no gap.
      equal(entry?.version ?? 0, events.length);
      equal(standing.seq, events.length);
      deepStrictEqual(
        events.map(({ seq }) => seq),
        events.map((_, index) => index + 1),
      );
      seen.set(entry?.state ?? "none", (seen.get(entry?.state ?? "none") ?? 0) + 1);
    });
    // The lives led everywhere, so that the law was not held by the few that go nowhere.
    expect([...seen.keys()].sort()).toEqual(["abandoned", "determined", "exited", "none", "published", "reported"]);
    expect(Math.min(...seen.values())).toBeGreaterThan(50);
  });
});

describe("the laws of a life, over 10,000 more", () => {
  test("A §4: an exited or abandoned entry never changes again; a refused command changes nothing; nothing shows after its last day", () => {
    let shown = 0;
    claim(({ events, entry, standing, today, passed }) => {
      const end = passed.findIndex(ended);
      if (end >= 0) for (const later of passed.slice(end)) equal(later, passed[end]);
      equal(new Set(passed.filter((each) => each !== undefined)).size, events.length);
      // What ended is off the standing, everything else is on it, once.
      deepStrictEqual(
        standing.entries.map(({ state }) => state),
        entry && !ended(entry) ? [entry.state] : [],
      );
      if (!entry) return;
      for (const day of [entry.validTo, addDays(entry.validTo, 1), addDays(entry.validTo, 400), today])
        if (shownOn(entry, day)) {
          shown++;
          ok(day <= entry.validTo && entry.publishedOn !== undefined && entry.publishedOn <= day);
        }
      ok(!entry.publishedOn || entry.publishedOn <= entry.validTo);
      if (entry.state === "exited") equal(entry.exitedOn, addDays(entry.validTo, 1));
      if (entry.state === "published") equal(shownOn(entry, entry.validTo), true);
      for (const clock of entry.clocks) equal(clock.metOn, entry.reportedOn);
    });
    expect(shown).toBeGreaterThan(1_000);
  });
});
