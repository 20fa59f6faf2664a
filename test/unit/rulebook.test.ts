import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { createRulebook, createTriggerLengths } from "../../shared/policy/rulebook.ts";
import { type PolicyFile, readPolicyFile } from "../../shared/policy/schema.ts";
import { rulesFor } from "../support/house.ts";

const read = (name: string): PolicyFile => {
  const path = resolve(import.meta.dirname, `../../shared/policy/policies/${name}.json`);
  return readPolicyFile(name, JSON.parse(readFileSync(path, "utf8")));
};
const joint = read("joint-2017");
const repair = read("repair-2026");

const versions = (determinedOn: string, on: string, severity: "minor" | "general" | "serious" = "serious") => {
  const { substanceVersion, procedureVersion } = rulesFor({ determinedOn, severity, on });
  return [substanceVersion, procedureVersion];
};
const days = { document: "2025-06-02", determination: "2025-06-20" };

describe("SPEC Policy: substance follows the determination or a later milder policy, procedure the day of the act", () => {
  test.each([
    ["determined and done under the papers", "2025-06-20", "2026-03-31", "joint-2017@1", "joint-2017@1"],
    [
      "determined under the papers, done under Order 36, which is milder",
      "2025-06-20",
      "2026-04-01",
      "repair-2026@1",
      "repair-2026@1",
    ],
    ["determined on the first day of Order 36", "2026-04-01", "2026-04-01", "repair-2026@1", "repair-2026@1"],
    ["determined and done years later", "2030-01-02", "2031-01-02", "repair-2026@1", "repair-2026@1"],
    ["determined before the first policy", "2015-05-04", "2015-05-06", "joint-2017@1", "joint-2017@1"],
    [
      "determined before the first policy, done under Order 36",
      "2015-05-04",
      "2026-11-23",
      "repair-2026@1",
      "repair-2026@1",
    ],
  ])("%s", (_words, determinedOn, on, substance, procedure) => {
    expect(versions(determinedOn, on)).toEqual([substance, procedure]);
  });

  test("a later harsher policy never reaches back, though its procedure is followed", () => {
    const harsher: PolicyFile = {
      ...repair,
      policyId: "harsher-2030",
      inForceFrom: "2030-01-01",
      validity: {
        ...repair.validity,
        serious: { ...repair.validity.serious, maxMonths: { value: 60, assumption: true } },
      },
    };
    const rules = createRulebook([harsher, joint, repair]);
    const act = { determinedOn: "2026-11-18", severity: "serious", on: "2030-06-03" } as const;
    expect(rules(act)).toMatchObject({ substanceVersion: "repair-2026@1", procedureVersion: "harsher-2030@1" });
    expect(rules({ ...act, severity: "general" }).substanceVersion).toBe("repair-2026@1");
    expect(rules({ ...act, determinedOn: "2030-01-01" }).substanceVersion).toBe("harsher-2030@1");
  });

  test("of several later policies the mildest counts, each severity for itself", () => {
    const lasting = (policyId: string, inForceFrom: string, months: number): PolicyFile => ({
      ...repair,
      policyId,
      inForceFrom,
      validity: {
        ...repair.validity,
        serious: { ...repair.validity.serious, maxMonths: { value: months, assumption: true } },
      },
    });
    const rules = createRulebook([
      joint,
      repair,
      lasting("p-2028", "2028-01-01", 12),
      lasting("p-2029", "2029-01-01", 24),
    ]);
    const act = { determinedOn: "2025-06-20", on: "2029-06-01" };
    expect(rules({ ...act, severity: "serious" }).substanceVersion).toBe("p-2028@1");
    expect(rules({ ...act, severity: "general" }).substanceVersion).toBe("repair-2026@1");
  });

  test("the order in which policies are given does not matter", () => {
    const act = { determinedOn: "2025-06-20", severity: "serious", on: "2026-11-23" } as const;
    expect(createRulebook([repair, joint])(act).latestValidTo("serious", days)).toBe(
      createRulebook([joint, repair])(act).latestValidTo("serious", days),
    );
  });

  test("there is no rulebook without a policy", () => {
    expect(() => createRulebook([])).toThrow(/policy/);
  });
});

describe("what the shipped policies say", () => {
  const under2017 = rulesFor({ determinedOn: "2025-06-20", severity: "serious", on: "2025-06-23" });
  const under2026 = rulesFor({ determinedOn: "2026-06-20", severity: "serious", on: "2026-06-22" });

  test("A §3, §20: five working days to report, under both", () => {
    expect(under2017.listReport.workingDays).toBe(5);
    expect(under2026.listReport.workingDays).toBe(5);
  });

  test("the papers set no longest period; NDRC Order 36 sets 3, 12 and 36 months from the document", () => {
    expect(under2017.latestValidTo("serious", days)).toBeUndefined();
    expect(under2026.latestValidTo("minor", days)).toBe("2025-09-02");
    expect(under2026.latestValidTo("general", days)).toBe("2026-06-02");
    expect(under2026.latestValidTo("serious", days)).toBe("2028-06-02");
  });

  test("C 十五: serious asks for training and a credit report as well, Order 36 for a public commitment", () => {
    expect(under2017.repair("general", days, true).steps).toEqual(["rectification", "commitment"]);
    expect(under2017.repair("serious", days, true).steps).toEqual([
      "rectification",
      "commitment",
      "training",
      "creditReport",
    ]);
    expect(under2026.repair("serious", days, true).steps).toEqual(["rectification", "obligations", "commitment"]);
  });

  test("NDRC Order 36: repair from 3 months for general and 12 for serious, counted from the document", () => {
    expect(under2026.repair("general", days, true).earliestOn).toBe("2025-09-02");
    expect(under2026.repair("serious", days, true).earliestOn).toBe("2026-06-02");
    expect(under2017.repair("serious", days, true).earliestOn).toBe("2025-06-20");
  });

  test("A §21: what the authority does not allow to be repaired is not, and has neither day nor steps", () => {
    expect(under2026.repair("serious", days, false)).toEqual({ allowed: false, steps: [] });
    expect(under2017.repair("general", days, false)).toEqual({ allowed: false, steps: [] });
  });

  test("C 十二: black rests on judgment, penalty or compulsion; other lists on anything", () => {
    expect(under2026.documentKinds("black")).toEqual(["judgment", "penalty", "compulsion"]);
    expect(under2026.documentKinds("red")).toBeUndefined();
  });

  test("A §3: red is published by the office, black by itself", () => {
    expect(under2026.publication("red", "serious")).toBe("office");
    expect(under2026.publication("black", "serious")).toBe("automatic");
  });

  test("Order 36: minor conduct is normally not shown, so it is never published by itself", () => {
    expect(under2026.publication("black", "minor")).toBe("office");
    expect(under2026.publication("black", "general")).toBe("automatic");
  });

  test("a later policy never makes repair harsher: each value is taken from the policy that is milder in it", () => {
    const across = rulesFor({ determinedOn: "2026-03-20", severity: "serious", on: "2026-04-02" });
    const before = rulesFor({ determinedOn: "2026-03-20", severity: "serious", on: "2026-03-25" });
    const from = { document: "2026-03-10", determination: "2026-03-20" };
    const earliest = (rules: typeof across) => rules.repair("serious", from, true).earliestOn ?? "";
    expect(earliest(across) <= earliest(before)).toBe(true);
    expect(across.latestValidTo("serious", from)).toBe("2029-03-10");
    expect(before.latestValidTo("serious", from)).toBeUndefined();
  });
});

test("the clocks of triggers follow the policy in force on the day, assumption or not", () => {
  const clocks = { ...repair.clocks, liftConfirmation: withDays(repair.clocks.liftConfirmation, 1) };
  const lengthsOn = createTriggerLengths([{ ...repair, clocks }, joint]);
  const three = { workingDays: 3, warnBefore: 1 };
  expect(lengthsOn("2026-03-31")).toEqual({
    triggerAcknowledgement: { ...three, escalateAfter: 5 },
    triggerFeedback: { workingDays: 10, warnBefore: 3, escalateAfter: 5 },
    liftConfirmation: { ...three, escalateAfter: 2 },
    restoreConfirmation: { ...three, escalateAfter: 2 },
  });
  expect(lengthsOn("2026-04-01").liftConfirmation.workingDays).toBe(1);
});

const withDays = (clock: PolicyFile["clocks"]["liftConfirmation"], value: number) => ({
  ...clock,
  workingDays: { ...clock.workingDays, value },
});
