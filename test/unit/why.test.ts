import { describe, expect, test } from "vitest";
import { explain } from "../../shared/domain/why/explain.ts";
import { inWords } from "../../shared/domain/why/in-words.ts";
import type { Entry } from "../../shared/domain/entry/entry.ts";
import { shippedReviewBook } from "../../shared/policy/shipped-rulebook.ts";
import { catalogue, rulesFor } from "../support/house.ts";
import { applied, entryIn, today } from "./entries-by-hand.ts";

const names = new Map([["finance", "衡川市财政局"]]);
const why = (change: Partial<Entry> = {}, on = today) =>
  explain(
    { ...entryIn.published, ...change },
    {
      today: on,
      catalogue,
      reviewOn: shippedReviewBook(),
      rulesFor,
      nameOf: (agencyId) => names.get(agencyId) ?? agencyId,
    },
  );
const remedy = (kind: string, change: Partial<Entry> = {}, on = today) =>
  why(change, on).remedies.find((each) => each.kind === kind);

describe("B 三(二): reasons and basis are told", () => {
  test("each measure with its article, its agencies by name, and its period", () => {
    const [procurement] = why().measures;
    expect(procurement).toMatchObject({
      measureId: "restrict-government-procurement",
      version: 1,
      strength: "mandatory",
      article: { section: "三(二)2", title: "关于进一步完善信用联合奖惩制度的实施意见" },
      agencies: [{ agencyId: "finance", name: "衡川市财政局" }],
      period: { from: "2026-11-20", to: "2028-11-15" },
    });
  });

  test("a measure that has run out is no reason any more (B 四(三), C 十三)", () => {
    const retired = catalogue.map((measure) =>
      measure.measureId === "restrict-government-procurement" ? { ...measure, validTo: "2026-11-22" } : measure,
    );
    const told = explain(entryIn.published, {
      today,
      catalogue: retired,
      reviewOn: shippedReviewBook(),
      rulesFor,
      nameOf: String,
    });
    expect(told.measures.map(({ measureId }) => measureId)).toEqual(["raise-credit-cost"]);
  });

  test("in plain Chinese, with every way out and its limits", () => {
    const lines = inWords(why()).split("\n");
    expect(lines).toHaveLength(7);
    expect(lines[0]).toContain("将该主体列入黑名单，自2026年11月20日公布之日起，至2028年11月15日止");
    expect(lines[1]).toContain("由衡川市财政局实施，依据《关于进一步完善信用联合奖惩制度的实施意见》三(二)2：");
    expect(lines[2]).toContain("第12条");
    expect(lines[4]).toContain("最早自2027年11月2日起提出；须完成整改");
    expect(lines[5]).toContain("60日内申请行政复议；未另行送达决定的，自公布之日起算，不早于2027年1月19日届满");
  });

  test("while something is open it says that the measures have stopped (A §22)", () => {
    expect(inWords(why({ suspended: true }))).toContain("暂停执行");
  });
});

describe("A §21, §22: the ways out", () => {
  test("repair from its earliest day, with its steps", () => {
    expect(remedy("repair")).toMatchObject({ open: false, earliestOn: "2027-11-02", steps: ["rectification"] });
    expect(remedy("repair", {}, "2027-11-02")).toMatchObject({ open: true });
  });

  test("an application that is being worked on is told, and no second one is open", () => {
    const filed = { repairCase: applied };
    expect(remedy("repair", filed, "2027-11-23")).toMatchObject({ open: false, appliedOn: "2027-11-22" });
    expect(inWords(why(filed, "2027-11-23"))).toContain("已于2027年11月22日申请信用修复，正在办理");
  });

  test("what cannot be repaired says so, and names no steps", () => {
    const repair = { allowed: false, steps: [] };
    expect(remedy("repair", { repair })).not.toHaveProperty("earliestOn");
    expect(inWords(why({ repair }))).toContain("不予信用修复");
  });

  test("reconsideration within 60 days and a suit within six months of knowing, never counted as over too early", () => {
    expect(remedy("reconsideration")).toMatchObject({
      within: { days: 60 },
      notBefore: "2027-01-19",
      basis: "行政复议法(2023年修订)第二十条",
    });
    expect(remedy("litigation")).toMatchObject({ within: { months: 6 }, notBefore: "2027-05-20" });
  });

  test("both count from the day of publication, however long before it was determined", () => {
    const late = { determinedOn: "2026-05-25", publishedOn: "2026-11-23" };
    expect(remedy("reconsideration", late)).toMatchObject({ notBefore: "2027-01-22" });
    expect(remedy("litigation", late)).toMatchObject({ notBefore: "2027-05-23" });
  });

  test("法释〔2017〕7号 第十二条: against a court's listing neither lies, but correction by it, then the court above", () => {
    const court = { agencyId: "court", name: "衡川市中级人民法院" };
    const listed = { domain: "judicialEnforcement", determiningAuthority: court } as const;
    const told = why(listed);
    expect(told.remedies.map(({ kind }) => kind)).toEqual([
      "objection",
      "repair",
      "courtCorrection",
      "courtReconsideration",
    ]);
    expect(remedy("courtCorrection", listed)).toEqual({
      kind: "courtCorrection",
      to: court,
      within: { days: 15 },
      basis: "法释〔2017〕7号第十二条",
    });
    expect(remedy("courtReconsideration", listed)).toMatchObject({ within: { days: 10 } });
    expect(inWords(told)).not.toMatch(/行政复议|行政诉讼/);
    expect(inWords(told)).toContain("可向衡川市中级人民法院书面申请纠正，该院自收到之日起15日内审查");
    expect(inWords(told)).toContain("自决定书送达之日起10日内向上一级人民法院申请复议");
    // The policy of the determination's day says it as well before 2026.
    expect(remedy("courtCorrection", { ...listed, determinedOn: "2024-05-06" })).toMatchObject({
      within: { days: 15 },
    });
  });

  test("a red entry restricts nobody: it can be contested, no more", () => {
    expect(why({ list: "red" }).remedies.map(({ kind }) => kind)).toEqual(["objection"]);
  });
});
