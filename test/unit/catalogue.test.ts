import { describe, expect, test } from "vitest";
import { measureContent, measureFaults, mouContent, mouFaults } from "../../shared/domain/measure/content.ts";
import { endedVersions, endingOf, endingsAmong, settledBy } from "../../shared/domain/measure/ended.ts";
import { draftOf, publishDraft, retire, statusOn } from "../../shared/domain/measure/keep.ts";
import { currentOn, inForce, type Measure, measuresOf } from "../../shared/domain/measure/measure.ts";
import { mouInForce, newestMou } from "../../shared/domain/mou/mou.ts";
import { content } from "../support/measure.ts";
import { measure, today } from "./entries-by-hand.ts";

const at = `${today}T09:00:00.000+08:00`;
const published = (version: number, change: Partial<Measure> = {}): Measure =>
  measure("m", { version, publishedOn: "2026-01-01", validFrom: "2026-01-01", ...change });
const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const codes = (
  result: { ok: true } | { ok: false; refusal: { code: string; errors?: readonly { code: string }[] } },
) => (result.ok ? [] : [result.refusal.code, ...(result.refusal.errors ?? []).map(({ code }) => code)]);

describe("A §16: what a measure must say", () => {
  const { legalBasis: _, ...without } = content;
  const lacking = { ...content, title: "" };

  test.each([
    ["a legal basis", without],
    ["the law's own words", { ...content, legalBasis: { ...content.legalBasis, quote: "" } }],
    ["a matter", { ...content, matters: [] }],
    ["a list", { ...content, lists: [] }],
    ["a severity", { ...content, severities: [] }],
    ["an implementing agency", { ...content, agencies: [] }],
    ["a title", lacking],
    ["nothing but what it knows", { ...content, status: "published" }],
  ])("%s", (_what, wrong) => {
    expect(measureContent.safeParse(wrong).success).toBe(false);
  });

  test.each<[string, Partial<typeof content>, string[]]>([
    ["a punishment for the red list", { lists: ["black", "red"] }, ["list.notForKind"]],
    ["an incentive for the black list", { kind: "incentive" }, ["list.notForKind"]],
    ["an end before its beginning", { validFrom: "2027-01-02", validTo: "2027-01-01" }, ["validTo.beforeFrom"]],
    ["the same agency twice", { agencies: ["finance", "finance"] }, ["value.twice"]],
    ["nothing wrong", { validFrom: "2027-01-01", validTo: "2027-01-01" }, []],
  ])("%s", (_what, change, expected) => {
    expect(measureFaults({ ...content, ...change }).map(({ code }) => code)).toEqual(expected);
  });
});

describe("A §16: versions", () => {
  test("a new measure is drafted as version 1, from today where it says no day", () => {
    expect(draftOf([], "m", content, today)).toMatchObject({ version: 1, status: "draft", validFrom: today });
  });

  test("a draft is replaced, a published version never: its next version is drafted", () => {
    const draft = measure("m", { status: "draft", version: 2 });
    expect(draftOf([published(1), draft], "m", content, today)).toMatchObject({ version: 2, validFrom: "2019-01-01" });
    expect(draftOf([published(1)], "m", content, today)).toMatchObject({ version: 2, status: "draft" });
  });

  test("what is drafted or in force already is not drafted again, whatever the order of its fields", () => {
    const draft = draftOf([], "m", content, today) as Measure;
    const turned = Object.fromEntries(Object.entries(content).reverse()) as typeof content;
    expect(draftOf([draft], "m", turned, today)).toBeUndefined();
    const now = value(publishDraft([draft], today));
    expect(draftOf([now], "m", turned, today)).toBeUndefined();
    expect(draftOf([now], "m", { ...content, title: "另一措施" }, today)).toMatchObject({ version: 2 });
    const [over] = value(retire([now], { on: today, reason: "文件废止", at }, today));
    expect(draftOf([over as Measure], "m", content, today)).toMatchObject({ version: 2, status: "draft" });
  });

  test("B 四(三): a draft is never in force, and published never before the day of its publication", () => {
    const draft = draftOf([], "m", { ...content, validFrom: "2026-01-01" }, today) as Measure;
    expect(inForce(draft, today)).toBe(false);
    const now = value(publishDraft([draft], today));
    expect(now).toMatchObject({ status: "published", publishedOn: today, validFrom: today });
    expect([inForce(now, "2026-11-22"), inForce(now, today)]).toEqual([false, true]);
    const later = draftOf([], "m", { ...content, validFrom: "2027-01-01" }, today) as Measure;
    expect(value(publishDraft([later], today))).toMatchObject({ publishedOn: today, validFrom: "2027-01-01" });
  });

  test("nothing is published where there is no draft, or whose last day has passed", () => {
    expect(codes(publishDraft([published(1)], today))).toEqual(["measure.noDraft"]);
    expect(codes(publishDraft([], today))).toEqual(["measure.noDraft"]);
    const passed = measure("m", { status: "draft", validTo: "2026-11-22" });
    expect(codes(publishDraft([passed], today))).toEqual(["measure.incomplete", "validTo.passed"]);
    expect(publishDraft([{ ...passed, validTo: today }], today).ok).toBe(true);
  });

  test("new entries get the newest version that has begun; older ones stay in force for those that have them", () => {
    const both = [published(1), published(2, { validFrom: today })];
    const versionsOn = (on: string) => currentOn(both, on).map(({ version }) => version);
    expect([versionsOn("2026-11-22"), versionsOn(today)]).toEqual([[1], [2]]);
    expect(inForce(published(1), today)).toBe(true);
    const attached = measuresOf(
      both,
      { list: "black", domain: "taxation", severity: "serious", measures: ["m"], measuresLeftOut: [] },
      today,
    );
    expect(attached).toEqual({ ok: true, value: [{ measureId: "m", version: 2 }] });
  });

  test("a version that ended does not bring an older one back", () => {
    const ended = [published(1), published(2, { validTo: "2026-11-22" })];
    expect(currentOn(ended, today)).toEqual([]);
  });
});

describe("B 四(三), C 十三: retiring", () => {
  test("ends every published version, today unless it says a later day", () => {
    const versions = [published(1), published(2), measure("m", { version: 3, status: "draft" })];
    const over = value(retire(versions, { on: today, reason: "文件废止", at }, today));
    expect(over.map(({ version, validTo }) => [version, validTo])).toEqual([
      [1, "2026-11-22"],
      [2, "2026-11-22"],
    ]);
    expect(over.some((each) => inForce(each, today))).toBe(false);
    expect(over.map((each) => statusOn(each, today))).toEqual(["retired", "retired"]);
  });

  test("one version alone, when it is named", () => {
    const over = value(retire([published(1), published(2)], { on: today, reason: "x", at, version: 1 }, today));
    expect(over.map(({ version }) => version)).toEqual([1]);
  });

  test("on a later day leaves it in force until then, and can be brought forward but not put off", () => {
    const [soon] = value(retire([published(1)], { on: "2026-12-01", reason: "x", at }, today)) as [Measure];
    expect([inForce(soon, "2026-11-30"), inForce(soon, "2026-12-01")]).toEqual([true, false]);
    expect([statusOn(soon, "2026-11-30"), statusOn(soon, "2026-12-01")]).toEqual(["published", "retired"]);
    expect(retire([soon], { on: "2026-11-25", reason: "x", at }, today)).toMatchObject({
      value: [{ validTo: "2026-11-24", retirement: { on: "2026-11-25" } }],
    });
    expect(codes(retire([soon], { on: "2026-12-02", reason: "x", at }, today))).toEqual(["measure.notInForce"]);
  });

  test("is refused for the past, for a draft, and for what is over", () => {
    expect(codes(retire([published(1)], { on: "2026-11-22", reason: "x", at }, today))).toEqual([
      "input.invalid",
      "on.past",
    ]);
    const draft = measure("m", { status: "draft" });
    expect(codes(retire([draft], { on: today, reason: "x", at }, today))).toEqual(["measure.notInForce"]);
    const over = published(1, { validTo: "2026-11-22" });
    expect(codes(retire([over], { on: today, reason: "x", at }, today))).toEqual(["measure.notInForce"]);
  });

  test("is given as the reason when an authority names the measure", () => {
    const retired = value(retire([published(1)], { on: today, reason: "省级文件已废止", at }, today));
    const entry = { list: "black", domain: "taxation", severity: "serious", measuresLeftOut: [] } as const;
    expect(measuresOf(retired, { ...entry, measures: ["m"] }, today)).toMatchObject({
      refusal: [{ code: "measure.expired", detail: expect.stringContaining("省级文件已废止") as string }],
    });
  });
});

describe("what has ended, and since when", () => {
  const expired = published(1, { validTo: "2026-11-20" });
  const [retired] = value(retire([published(2)], { on: today, reason: "x", at }, today)) as [Measure];
  const draft = measure("m", { version: 3, status: "draft", validTo: "2026-11-20" });

  test("an expiry from the day after the last day, a retirement from its day; a draft never", () => {
    expect(endingOf(expired, "2026-11-20")).toBeUndefined();
    expect(endingOf(expired, "2026-12-31")).toEqual({ reason: "expired", endedOn: "2026-11-21" });
    expect(endingOf(retired, today)).toEqual({ reason: "retired", endedOn: today });
    expect(endingOf(draft, today)).toBeUndefined();
    expect(endedVersions([expired, retired, draft, published(4)], today)).toEqual([expired, retired]);
  });

  test("an entry's endings, each once, the earliest first", () => {
    const refs = [2, 1, 4].map((version) => ({ measureId: "m", version }));
    expect(endingsAmong(refs, [expired, retired, published(4)], today)).toEqual([
      { reason: "expired", endedOn: "2026-11-21" },
      { reason: "retired", endedOn: today },
    ]);
  });

  test("a look is the last one only when it began ten minutes after the end", () => {
    const begun = (instant: string) => new Date(instant);
    expect(settledBy(retired, begun(`${today}T09:09:59+08:00`))).toBe(false);
    expect(settledBy(retired, begun(`${today}T09:10:00+08:00`))).toBe(true);
    expect(settledBy(expired, begun("2026-11-21T00:09:59+08:00"))).toBe(false);
    expect(settledBy(expired, begun("2026-11-21T00:10:00+08:00"))).toBe(true);
    const [soon] = value(retire([published(1)], { on: "2026-12-01", reason: "x", at }, today)) as [Measure];
    expect(settledBy(soon, begun("2026-12-01T00:05:00+08:00"))).toBe(false);
    expect(settledBy(soon, begun("2026-12-01T00:10:00+08:00"))).toBe(true);
  });
});

describe("A §16, §24: memoranda", () => {
  const mou = mouContent.parse({
    title: "关于对失信企业实施联合惩戒的合作备忘录",
    documentNo: "衡发改联〔2026〕8号",
    parties: [{ name: "衡川市发展和改革委员会", agencyId: "development-reform" }],
    lists: ["black"],
    signedOn: "2026-10-01",
    validFrom: "2026-10-08",
    validTo: "2028-10-07",
  });

  test("have an order of dates", () => {
    expect(mouFaults(mou)).toEqual([]);
    expect(mouFaults({ ...mou, validTo: "2026-10-07" }).map(({ code }) => code)).toEqual(["validTo.beforeFrom"]);
    expect(mouFaults({ ...mou, validFrom: "2026-09-30" }).map(({ code }) => code)).toEqual(["validFrom.beforeSigned"]);
    expect(mouContent.safeParse({ ...mou, parties: [] }).success).toBe(false);
  });

  test("hold on their days, in their newest version", () => {
    expect(["2026-10-07", "2026-10-08", "2028-10-07", "2028-10-08"].map((on) => mouInForce(mou, on))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    const versions = [2, 1, 3].map((version) => ({ ...mou, mouId: "m", version }));
    expect(newestMou(versions, "m")?.version).toBe(3);
    expect(newestMou(versions, "n")).toBeUndefined();
  });
});
