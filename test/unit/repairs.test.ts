import { describe, expect, test } from "vitest";
import { maskedEvent } from "../../shared/app/entry/open-entry.ts";
import { takeDecision } from "../../shared/app/entry/take-decision.ts";
import type { EntryCommand } from "../../shared/domain/entry/command.ts";
import { decide } from "../../shared/domain/entry/decide.ts";
import { dueOn, type Entry } from "../../shared/domain/entry/entry.ts";
import { evolve } from "../../shared/domain/entry/evolve.ts";
import { repairableOf } from "../../shared/domain/entry/repair.ts";
import { addDays } from "../../shared/kernel/local-date.ts";
import { eligibilityOf } from "../../shared/domain/repair/eligibility.ts";
import type { EntryRules } from "../../shared/domain/entry/rules.ts";
import { shippedPrivacyBook } from "../../shared/policy/shipped-rulebook.ts";
import { calendar, catalogue, officer, rulesFor } from "../support/house.ts";
import { applied, contextOn, entryId, entryIn, placed, repairId, standingOf } from "./entries-by-hand.ts";

const counter = { ...officer, officer: "周敏" };
const on = "2027-11-23";
const rules = (day: string, change: Partial<EntryRules["repairs"]> = {}): EntryRules => {
  const shipped = rulesFor({ determinedOn: "2026-11-16", severity: "serious", on: day });
  return { ...shipped, repairs: { ...shipped.repairs, ...change } };
};
const application: Extract<EntryCommand, { name: "applyForRepair" }> = {
  name: "applyForRepair",
  applicant: { name: "陈国栋", capacity: "legalRepresentative" },
  steps: [
    { step: "rectification", evidence: [{ title: "整改验收意见" }] },
    { step: "obligations", evidence: [{ title: "罚款缴纳凭证" }] },
  ],
  commitment: { by: "陈国栋", on },
};
/** The entry after a command; refused, the code. */
const after = (entry: Entry, command: EntryCommand, day = on, its = rules(day)): Entry | string => {
  const decided = decide(entry, command, contextOn(day, { by: counter, rules: its }));
  return decided.ok
    ? decided.value.reduce((before, happening) => evolve(before, placed(happening, 9)), entry)
    : decided.refusal.code;
};
const whole = (entry: Entry | string): Entry => {
  if (typeof entry === "string") throw new Error(entry);
  return entry;
};
const through = (entry: Entry, ...commands: readonly ((repairId: string) => EntryCommand)[]): Entry =>
  commands.reduce((now, command) => whole(after(now, command(now.repairCase?.repairId ?? ""))), entry);
const pass = (id: string): EntryCommand => ({ name: "checkRepair", repairId: id, missing: [] });
const approve = (id: string): EntryCommand => ({ name: "approveRepair", repairId: id });
const refuse = (id: string): EntryCommand => ({ name: "refuseRepair", repairId: id, reason: "未整改到位" });

describe("A §21, C 十五: what an entry's repair does to it", () => {
  test("its clocks are among the entry's, found by the due-date index, and settled as the steps are taken", () => {
    const filed = whole(after(entryIn.published, application));
    expect(filed.clocks.map(({ kind, startedOn, dueOn: due, metOn }) => [kind, startedOn, due, metOn])).toEqual([
      ["listReport", "2026-11-16", "2026-11-23", "2026-11-20"],
      // Ten working days: the year's arrangement is not out, plain weekends are taken.
      ["repairCheck", on, "2027-12-07", undefined],
    ]);
    // It warns three working days before.
    expect(dueOn(filed, [])).toBe("2027-12-02");
    const passed = through(filed, pass);
    expect(passed.clocks.slice(1).map(({ kind, agencyId, dueOn: due, metOn }) => [kind, agencyId, due, metOn])).toEqual(
      [
        ["repairCheck", "credit-office", "2027-12-07", on],
        ["repairDecision", "market-regulation", "2027-11-26", undefined],
      ],
    );
    const refused = through(passed, refuse);
    expect(refused.clocks.every(({ metOn }) => metOn !== undefined)).toBe(true);
    expect(dueOn(refused, [])).toBe("2028-11-16");
    // Those of the application before go with it: one may apply without end, and an entry is one item.
    const again = through(refused, () => application);
    expect(
      again.clocks.map(({ clockId, kind }) => [clockId === `${again.repairCase?.repairId}.${kind}`, kind]),
    ).toEqual([
      [false, "listReport"],
      [true, "repairCheck"],
    ]);
  });

  test("also while it is suspended: approved, it has ended and nothing is left to resume", () => {
    const suspended = { ...entryIn.published, suspended: true };
    expect(through(suspended, () => application, pass, approve)).toMatchObject({
      state: "exited",
      exitReason: "repaired",
      repairCase: { status: "approved", closedOn: on },
    });
  });

  test("a key-attention entry too; a red one never", () => {
    const watched: Entry = { ...entryIn.published, list: "keyAttention" };
    expect(through(watched, () => application, pass, approve).exitReason).toBe("repaired");
    expect(after({ ...entryIn.published, list: "red" }, application)).toBe("repair.red");
  });

  test("one that is over its last day is repaired no more, whatever was filed before", () => {
    const open: Entry = { ...entryIn.published, validTo: on, repairCase: { ...applied, status: "accepted" } };
    expect(whole(after(open, approve(repairId))).exitReason).toBe("repaired");
    for (const command of [approve(repairId), refuse(repairId), application])
      expect(after(open, command, "2027-11-24")).toBe("entry.ended");
  });

  test.each([
    ["2025-11-24", ["entry-exited", "entry-determined", "entry-reported", "entry-published", "subject-warned"]],
    [on, ["entry-exited"]],
  ])("A §4, Order 36 第三条: approved on %s, what was fixed to follow is procedure of that day", (day, types) => {
    const earlier: Entry = {
      ...entryIn.published,
      basis: { ...entryIn.published.basis, decidedOn: "2024-10-01" },
      determinedOn: "2024-11-01",
      followOn: { months: 6, measures: [] },
      repairCase: { ...applied, status: "accepted" },
    };
    const decided = takeDecision(
      { standing: standingOf(), entryId, entry: earlier },
      [{ name: "approveRepair", repairId }],
      {
        today: day,
        rules: rulesFor({ determinedOn: "2024-11-01", severity: "serious", on: day }),
        calendar,
        catalogue,
      },
      { by: officer, at: new Date(`${day}T09:00:00+08:00`), correlationId: "repair" },
    );
    if (!decided.ok) throw new Error(decided.refusal.code);
    expect(decided.value.events.map(({ type }) => type)).toEqual(["repair-decided", ...types]);
    expect(decided.value.standing.entries.map(({ list }) => list)).toEqual(types.length > 1 ? ["keyAttention"] : []);
  });
});

describe("what is refused, and what one is told to do", () => {
  test("a refusal names the day and the way of review; where policy has one wait, nothing is filed before", () => {
    const waiting = rules(on, { reapplyAfterDays: 30 });
    const accepted = through(entryIn.published, () => application, pass);
    const id = accepted.repairCase?.repairId ?? "";
    const refused = whole(after(accepted, refuse(id), on, waiting));
    expect(refused.repairCase).toMatchObject({
      status: "refused",
      decision: { reason: "未整改到位", mayApplyAgainOn: "2027-12-23" },
    });
    expect(refused.repairCase?.decision?.review).toMatch(
      /60日内申请行政复议.*第二十条.*6个月内提起行政诉讼.*第四十六条/,
    );
    const courts = through({ ...entryIn.published, domain: "judicialEnforcement" }, () => application, pass);
    const ofCourt = whole(after(courts, refuse(courts.repairCase?.repairId ?? ""), on, waiting));
    expect(ofCourt.repairCase?.decision?.review).toMatch(
      /人民法院书面申请纠正.*10日内向上一级人民法院申请复议.*第十二条/,
    );
    expect(ofCourt.repairCase?.decision?.review).not.toMatch(/行政复议|行政诉讼/);
    expect(after(refused, application, "2027-12-22")).toBe("repair.again");
    const again = { ...application, commitment: { by: "陈国栋", on: "2027-12-23" } };
    expect(whole(after(refused, again, "2027-12-23")).repairCase?.status).toBe("applied");
    const { reasons, earliestOn } = eligibilityOf(
      repairableOf(refused, rules("2027-12-22"), "2027-12-22"),
      "2027-12-22",
    );
    expect(earliestOn).toBe("2027-12-23");
    expect(reasons[0]?.detail).toMatch(/2027-12-23.*行政复议/);
  });

  test("only steps that the application asks for can be missing", () => {
    const filed = whole(after(entryIn.published, application));
    const id = filed.repairCase?.repairId ?? "";
    const missing = [{ step: "training" as const, note: "未培训" }];
    expect(after(filed, { name: "checkRepair", repairId: id, missing })).toBe("input.invalid");
  });

  test("a step named twice, a commitment of tomorrow, or of before the document", () => {
    const [first, second] = application.steps;
    if (!first || !second) throw new Error("two steps");
    expect(after(entryIn.published, { ...application, steps: [first, second, first] })).toBe("input.invalid");
    const tomorrow = { by: "陈国栋", on: "2027-11-24" };
    expect(after(entryIn.published, { ...application, commitment: tomorrow })).toBe("input.invalid");
    const madeOn = (day: string) => after(entryIn.published, { ...application, commitment: { by: "陈国栋", on: day } });
    const { decidedOn } = entryIn.published.basis;
    expect(madeOn(addDays(decidedOn, -1))).toBe("input.invalid");
    expect(whole(madeOn(decidedOn)).repairCase?.status).toBe("applied");
  });

  test("A §21, C 十五: excluded at determination, it says so with the paper and with what remains", () => {
    const never: Entry = { ...entryIn.published, repair: { allowed: false, steps: [] } };
    const { eligible, reasons, steps } = eligibilityOf(repairableOf(never, rules(on), on), on);
    expect([eligible, reasons.map(({ code }) => code), steps]).toEqual([false, ["repair.excluded"], []]);
    expect(reasons[0]?.detail).toMatch(/§21.*鲁 十五.*2028-11-15.*异议/);
  });

  test("every reason is told at once", () => {
    const early: Entry = { ...entryIn.reported, validTo: "2028-11-15" };
    const { reasons } = eligibilityOf(repairableOf(early, rules("2026-12-01"), "2026-12-01"), "2026-12-01");
    expect(reasons.map(({ code }) => code)).toEqual(["repair.notPublished", "repair.tooEarly"]);
  });
});

test("C 十四: whoever signed for an organisation is masked in a history that is read without a purpose", () => {
  const decided = decide(entryIn.published, application, contextOn(on, { by: counter, rules: rules(on) }));
  const [event] = decided.ok ? decided.value.map((happening) => placed(happening, 9)) : [];
  if (!event) throw new Error("nothing was filed");
  const shown = JSON.stringify(maskedEvent(event, shippedPrivacyBook()(on).masks));
  expect(JSON.stringify(event)).toContain("陈国栋");
  expect(shown).not.toContain("陈国栋");
  expect(shown).toContain("陈*栋");
});
