import { describe, expect, test } from "vitest";
import type { EventOf } from "../../events/catalogue.ts";
import { triggerIdOf, triggersOf } from "../../shared/domain/trigger/trigger.ts";
import { decide } from "../../shared/domain/entry/decide.ts";
import { contextOn, entryId, entryIn, measure, placed, today } from "./entries-by-hand.ts";

const catalogue = [
  measure("one-agency"),
  measure("two-agencies", { agencies: ["tax", "finance"], strength: "recommended" }),
  measure("two-agencies", { version: 2, agencies: ["court"] }),
];
const outline = {
  list: "black",
  subject: { kind: "organisation", name: "衡川市第1制造有限公司", uscc: "91419902MA4K7T296K" },
  domain: "productQuality",
  determiningAuthority: { agencyId: "market-regulation", name: "衡川市市场监督管理局" },
  severity: "serious",
  validTo: "2028-11-15",
  documentNo: "衡市监处罚〔2026〕1号",
} as const;
const measures = [
  { measureId: "one-agency", version: 1 },
  { measureId: "two-agencies", version: 1 },
];
const published = placed(
  { type: "entry-published", version: 1, data: { ...outline, publishedOn: today, measures } },
  3,
) as EventOf<"entry-published">;
const exited = placed(
  {
    type: "entry-exited",
    version: 1,
    data: {
      ...outline,
      exitedOn: "2028-11-16",
      reason: "expired",
      publishedSeq: 3,
      measures: measures.map((ref, index) => ({ ...ref, alsoRequiredBy: index === 0 ? [] : ["ent_other"] })),
    },
  },
  7,
) as EventOf<"entry-exited">;

const brief = (event: Parameters<typeof triggersOf>[0]) =>
  triggersOf(event, catalogue).make.map(({ kind, status, measure: of, agencyId }) => [
    kind,
    status,
    `${of.measureId}@${of.version}`,
    agencyId,
  ]);

describe("A §17: a publication", () => {
  test("makes one pending apply for each of the entry's measures and each of its agencies, in the entry's versions", () => {
    expect(brief(published)).toEqual([
      ["apply", "pending", "one-agency@1", "finance"],
      ["apply", "pending", "two-agencies@1", "tax"],
      ["apply", "pending", "two-agencies@1", "finance"],
    ]);
    expect(triggersOf(published, catalogue).supersede).toBe(false);
  });

  test("tells the agency what it must know: whom, why, by which law, until when", () => {
    const [apply] = triggersOf(published, catalogue).make;
    expect(apply).toMatchObject({
      entryId,
      ...{ list: "black", subject: outline.subject, documentNo: outline.documentNo, validTo: "2028-11-15" },
      measure: { title: "措施 one-agency", strength: "mandatory", legalBasis: "实施方案 §16:制定联合奖惩措施清单" },
      createdAt: published.at,
      correlationId: published.correlationId,
      version: 1,
    });
    expect(apply).not.toHaveProperty("exitReason");
  });

  test("made again makes the same triggers; ids differ by entry, measure, agency and publication", () => {
    const ids = (event: typeof published) => triggersOf(event, catalogue).make.map(triggerIdOf);
    expect(ids(published)).toEqual(ids(structuredClone(published)));
    const later = ids({ ...published, at: "2030-01-01T00:00:00+08:00", correlationId: "again" });
    expect(later).toEqual(ids(published));
    const all = [
      ...ids(published),
      ...ids({ ...published, seq: 5 }),
      ...ids({ ...published, entryId: `ent_${"c".repeat(26)}` }),
      ...triggersOf(exited, catalogue)
        .make.filter(({ kind }) => kind === "lift")
        .map(triggerIdOf),
    ];
    expect(new Set(all).size).toBe(12);
    for (const id of all) expect(id).toMatch(/^ent_[0-9a-z]{26}\.[0-9a-hjkmnp-tv-z]{26}$/);
  });

  test("of a measure that the catalogue has lost is broken, not passed over", () => {
    expect(() => triggersOf(published, catalogue.slice(0, 1))).toThrow(/two-agencies v1/);
  });

  test("of an entry without measures asks nothing", () => {
    expect(brief({ ...published, data: { ...published.data, measures: [] } })).toEqual([]);
  });
});

describe("A §4: an exit", () => {
  test("lifts every measure at every agency, and closes the applies that it ends", () => {
    expect(brief(exited)).toEqual([
      ["apply", "superseded", "one-agency@1", "finance"],
      ["apply", "superseded", "two-agencies@1", "tax"],
      ["apply", "superseded", "two-agencies@1", "finance"],
      ["lift", "pending", "one-agency@1", "finance"],
      ["lift", "pending", "two-agencies@1", "tax"],
      ["lift", "pending", "two-agencies@1", "finance"],
    ]);
    expect(triggersOf(exited, catalogue).supersede).toBe(true);
  });

  test("closes exactly the applies of the publication that it names, so that a late publication finds them standing", () => {
    const closed = triggersOf(exited, catalogue).make.filter(({ kind }) => kind === "apply");
    expect(closed.map(triggerIdOf)).toEqual(triggersOf(published, catalogue).make.map(triggerIdOf));
  });

  test("names in a lift the reason and the entries that still require the measure", () => {
    const lifts = triggersOf(exited, catalogue).make.filter(({ kind }) => kind === "lift");
    expect(lifts.map(({ exitReason }) => exitReason)).toEqual(["expired", "expired", "expired"]);
    expect(lifts.map(({ alsoRequiredBy }) => alsoRequiredBy)).toEqual([undefined, ["ent_other"], ["ent_other"]]);
  });
});

describe("B 四(三), C 十三: measures that ended while their entry stays", () => {
  const ended = placed(
    {
      type: "entry-measures-ended",
      version: 1,
      data: {
        ...outline,
        endedOn: "2027-01-01",
        reason: "retired",
        publishedSeq: 3,
        measures: [{ measureId: "two-agencies", version: 1, alsoRequiredBy: ["ent_other"] }],
      },
    },
    5,
  ) as EventOf<"entry-measures-ended">;

  test("are lifted at their agencies, they alone, and only their applies are closed", () => {
    expect(brief(ended)).toEqual([
      ["apply", "superseded", "two-agencies@1", "tax"],
      ["apply", "superseded", "two-agencies@1", "finance"],
      ["lift", "pending", "two-agencies@1", "tax"],
      ["lift", "pending", "two-agencies@1", "finance"],
    ]);
    expect(triggersOf(ended, catalogue).supersede).toEqual(ended.data.measures);
  });

  test("say what became of the measure, and which entries still require it", () => {
    const [lift] = triggersOf(ended, catalogue).make.filter(({ kind }) => kind === "lift");
    expect(lift).toMatchObject({ measureEnded: "retired", alsoRequiredBy: ["ent_other"] });
    expect(lift).not.toHaveProperty("exitReason");
  });
});

test("determination, report and lapse ask nothing of implementing agencies: nothing was ever public", () => {
  const report = decide(entryIn.determined, { name: "report" }, contextOn(today));
  const lapse = decide(entryIn.reported, { name: "lapse" }, contextOn("2028-11-16"));
  for (const decided of [report, lapse]) {
    if (!decided.ok) throw new Error(decided.refusal.code);
    for (const happening of decided.value)
      expect(triggersOf(placed(happening, 2), catalogue)).toEqual({ make: [], supersede: false });
  }
});
