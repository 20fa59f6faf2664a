import { describe, expect, test } from "vitest";
import { domain, listKind, severity } from "../../events/vocabulary.ts";
import { findMeasure, inForce, measuresOf } from "../../shared/domain/measure/measure.ts";
import { catalogue } from "../support/house.ts";
import { measure, today } from "./entries-by-hand.ts";

const small = [
  measure("must"),
  measure("may", { strength: "recommended" }),
  measure("food-only", { domains: ["foodAndDrugs"] }),
  measure("general-only", { severities: ["general"] }),
  measure("red-only", { kind: "incentive", lists: ["red"] }),
  measure("drafted", { status: "draft" }),
  measure("over", { validTo: "2026-11-22" }),
  measure("last-day", { validTo: "2026-11-23" }),
  measure("first-day", { validFrom: "2026-11-23" }),
  measure("tomorrow", { validFrom: "2026-11-24" }),
  measure("renewed", { version: 1, status: "retired", validTo: "2024-12-31" }),
  measure("renewed", { version: 2, validFrom: "2025-01-01" }),
  measure("withdrawn", { status: "retired", validTo: "2024-12-31" }),
];
const serious = {
  list: "black",
  domain: "productQuality",
  severity: "serious",
  measures: [],
  measuresLeftOut: [],
} as const;

const attached = (change: Partial<Parameters<typeof measuresOf>[1]> = {}, on = today): string[] => {
  const measures = measuresOf(small, { ...serious, ...change }, on);
  if (!measures.ok) throw new Error(measures.refusal.map(({ code }) => code).join());
  return measures.value.map(({ measureId, version }) => `${measureId}@${version}`);
};
const faults = (change: Partial<Parameters<typeof measuresOf>[1]>, on = today): string[][] => {
  const measures = measuresOf(small, { ...serious, ...change }, on);
  return measures.ok ? [] : measures.refusal.map(({ field, code }) => [field, code]);
};
const always = ["must@1", "may@1", "last-day@1", "first-day@1", "renewed@2"];

describe("A §16: the measures of an entry", () => {
  test("are those published, in force that day, for its list, domain and severity, in the version of the day", () => {
    expect(attached()).toEqual(always);
  });

  test("of a domain of their own join for that domain only", () => {
    expect(attached({ domain: "foodAndDrugs" })).toEqual([...always.slice(0, 2), "food-only@1", ...always.slice(2)]);
  });

  test("of another severity are others", () => {
    expect(attached({ severity: "general" })).toEqual(["general-only@1"]);
    expect(attached({ severity: "minor" })).toEqual([]);
  });

  test("of a red entry are incentives", () => {
    expect(attached({ list: "red" })).toEqual(["red-only@1"]);
  });

  test("lose a recommended one that the authority leaves out", () => {
    expect(attached({ measuresLeftOut: ["may"] })).toEqual(always.filter((id) => id !== "may@1"));
  });

  test("are the same when the authority names those that attach anyway", () => {
    expect(attached({ measures: ["must", "renewed"] })).toEqual(always);
  });

  test("come and go with the day", () => {
    expect(attached({}, "2026-11-24")).toEqual(["must@1", "may@1", "first-day@1", "tomorrow@1", "renewed@2"]);
    expect(attached({}, "2018-12-31")).toEqual([]);
  });
});

describe("A §16, B 四(三): what an authority names is refused", () => {
  test.each([
    ["it does not exist", "restrict-everything", "measure.unknown"],
    ["it is a draft: 未经公布的信用惩戒措施不得实施", "drafted", "measure.unpublished"],
    ["it ran out yesterday", "over", "measure.expired"],
    ["it was published once and has been retired since", "withdrawn", "measure.expired"],
    ["it is for another domain", "food-only", "measure.notForThis"],
    ["it is for another severity", "general-only", "measure.notForThis"],
    ["it is for another list", "red-only", "measure.notForThis"],
  ])("when %s", (_why, id, code) => {
    expect(faults({ measures: ["must", id] })).toEqual([["measures", code]]);
  });

  test("when it comes into force only tomorrow", () => {
    expect(faults({ measures: ["tomorrow"] })).toHaveLength(1);
    expect(faults({ measures: ["tomorrow"] }, "2026-11-24")).toEqual([]);
  });

  test("each by itself, with the advice to mend it", () => {
    expect(faults({ measures: ["drafted", "over"], measuresLeftOut: ["must"] })).toEqual([
      ["measures", "measure.unpublished"],
      ["measures", "measure.expired"],
      ["measuresLeftOut", "measure.mandatory"],
    ]);
  });
});

describe("A §16: what an authority leaves out is refused", () => {
  test.each([
    ["it is mandatory", "must", "measure.mandatory"],
    ["it does not exist", "restrict-everything", "measure.unknown"],
    ["it would not attach to this entry", "food-only", "measure.unknown"],
  ])("when %s", (_why, id, code) => {
    expect(faults({ measuresLeftOut: [id] })).toEqual([["measuresLeftOut", code]]);
  });
});

describe("B 四(三), C 十三: the shipped catalogue", () => {
  const days = [
    "2018-08-15",
    "2019-01-01",
    "2019-08-04",
    "2019-08-05",
    "2023-12-31",
    "2024-01-01",
    today,
    "2035-01-01",
  ];
  const every = days.flatMap((on) =>
    listKind.options.flatMap((list) =>
      domain.options.flatMap((field) =>
        severity.options.flatMap((grade) => {
          const measures = measuresOf(
            catalogue,
            { list, domain: field, severity: grade, measures: [], measuresLeftOut: [] },
            on,
          );
          return measures.ok
            ? measures.value.map((ref) => ({ on, list, grade, measure: findMeasure(catalogue, ref) }))
            : [];
        }),
      ),
    ),
  );

  test("never lets a draft, a retired, an expired or a future measure attach to any entry on any day", () => {
    expect(every.length).toBeGreaterThan(1000);
    const wrong = every.filter(
      ({ on, measure: found }) =>
        found?.status !== "published" || found.validFrom > on || (found.validTo !== undefined && found.validTo < on),
    );
    expect(wrong).toEqual([]);
  });

  test("attaches punishments to no red entry and incentives to no other", () => {
    expect(every.filter(({ list, measure: found }) => (list === "red") !== (found?.kind === "incentive"))).toEqual([]);
  });

  test("has implementing agencies for all that can attach, and a draft that never does", () => {
    expect(every.filter(({ measure: found }) => (found?.agencies.length ?? 0) === 0)).toEqual([]);
    const drafts = catalogue.filter(({ status }) => status === "draft");
    expect(drafts.length).toBeGreaterThan(0);
    expect(drafts.some((draft) => days.some((on) => inForce(draft, on)))).toBe(false);
  });

  test("has at least 25 published measures with paper, section and the paper's own words", () => {
    const published = catalogue.filter(({ status }) => status === "published");
    expect(published.length).toBeGreaterThanOrEqual(25);
    expect(
      published.filter(({ legalBasis }) => !/^[A-E]$/.test(legalBasis.paper ?? "") || legalBasis.quote.length < 4),
    ).toEqual([]);
  });
});
