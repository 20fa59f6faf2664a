import { describe, expect, test } from "vitest";
import { withoutRemarks } from "../../infra/slim-sources.ts";
import { createDisclosureBook } from "../../shared/policy/disclosure.ts";
import { createPrivacyBook } from "../../shared/policy/privacy.ts";
import { createReviewBook } from "../../shared/policy/review.ts";
import { createLimitingPolicies, createRulebook } from "../../shared/policy/rulebook.ts";
import type { PolicyFile } from "../../shared/policy/schema.ts";
import { shipped } from "../../shared/policy/shipped-rulebook.ts";
import { createTargetBook } from "../../shared/policy/targets.ts";

const whole = shipped();
const slim = whole.map((policy) => withoutRemarks({ ...policy })) as unknown as PolicyFile[];
const days = ["2017-01-01", "2026-03-31", "2026-04-01", "2026-11-23"];
const from = { document: "2025-06-02", determination: "2025-06-20" };

describe("a policy as bundles have it says the same to those who decide (ADR 10)", () => {
  test("without where its values come from", () => {
    expect(JSON.stringify(whole)).toMatch(/"(source|assumption)":/);
    const { review: _, ...rest } = slim[1] ?? whole[0] ?? { review: undefined };
    expect(JSON.stringify(rest)).not.toMatch(/"(note|sources|source|assumption)":/);
  });

  test.each(days)("%s", (on) => {
    for (const severity of ["minor", "general", "serious"] as const) {
      const said = (policies: PolicyFile[]) => {
        const rules = createRulebook(policies)({ determinedOn: "2025-06-20", severity, on });
        const asked = [rules.latestValidTo(severity, from), rules.milderEnd(severity, from)];
        const repair = [rules.repair(severity, from, true), rules.repairTerms(severity, from)];
        return JSON.stringify([
          rules,
          asked,
          repair,
          rules.documentKinds("black"),
          rules.publication("black", severity),
        ]);
      };
      expect(said(slim)).toBe(said(whole));
    }
    const acts = (policies: PolicyFile[]) =>
      JSON.stringify(createDisclosureBook(policies)({ act: "penalty", decidedOn: on, on }));
    expect(acts(slim)).toBe(acts(whole));
    expect(createReviewBook(slim)(on)).toEqual(createReviewBook(whole)(on));
    expect(createReviewBook(slim)(on).litigationBasis).not.toBe("");
    expect(createPrivacyBook(slim)(on)).toEqual(createPrivacyBook(whole)(on));
    expect(createTargetBook(slim)(on)).toEqual(createTargetBook(whole)(on));
    expect(createLimitingPolicies(slim)(on)).toEqual(createLimitingPolicies(whole)(on));
  });
});
