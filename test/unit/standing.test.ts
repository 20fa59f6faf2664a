import { describe, expect, test } from "vitest";
import { entryState } from "../../events/vocabulary.ts";
import { nameKeyOf, shownOn, type Standing, usccIdentifier } from "../../shared/domain/subject/standing.ts";
import { withEntry } from "../../shared/domain/entry/summary.ts";
import { entryId, entryIn, subjectId } from "./entries-by-hand.ts";

const empty: Standing = {
  identifier: usccIdentifier("91419902MA4K7T296K"),
  subjectId,
  kind: "organisation",
  name: "衡川市第1制造有限公司",
  uscc: "91419902MA4K7T296K",
  seq: 0,
  entries: [],
};

describe("where a subject stands", () => {
  test("gains an entry as a look-up needs it: no facts, no legal articles, no clocks", () => {
    const standing = withEntry(empty, entryIn.published, 3);
    expect(standing).toMatchObject({ identifier: "uscc:91419902MA4K7T296K", seq: 3 });
    expect(standing.entries).toHaveLength(1);
    expect(standing.entries[0]).toMatchObject({ entryId, state: "published", publishedOn: "2026-11-20" });
    expect(JSON.stringify(standing)).not.toContain(entryIn.published.facts);
    expect(Object.keys(standing.entries[0] ?? {})).not.toContain("clocks");
  });

  test("keeps an entry once, however often it changes", () => {
    const reported = withEntry(withEntry(empty, entryIn.determined, 1), entryIn.reported, 2);
    const standing = withEntry(reported, entryIn.published, 3);
    expect(standing.entries.map(({ state }) => state)).toEqual(["published"]);
    expect(reported.entries[0]).not.toHaveProperty("publishedOn");
  });

  test.each(["exited", "abandoned"] as const)("loses an entry that is %s, and no other (A §4)", (state) => {
    const other = { ...entryIn.published, entryId: "ent_other" };
    const both = withEntry(withEntry(empty, entryIn.published, 3), other, 6);
    const after = withEntry(both, entryIn[state], 7);
    expect(after.entries.map((entry) => entry.entryId)).toEqual(["ent_other"]);
    expect(after.seq).toBe(7);
    expect(both.entries).toHaveLength(2);
  });
});

describe("SPEC capability 11: what the public list shows", () => {
  const { published } = entryIn;

  test.each([
    ["2026-11-19", false],
    ["2026-11-20", true],
    ["2026-11-21", true],
    ["2028-11-15", true],
    ["2028-11-16", false],
    ["2040-01-01", false],
  ])("on %s is the entry published from 2026-11-20 and valid to 2028-11-15: %s", (today, shown) => {
    expect(shownOn(published, today)).toBe(shown);
  });

  test("is an entry that stands for one day, on that day", () => {
    const oneDay = { ...published, publishedOn: "2026-11-20", validTo: "2026-11-20" };
    expect(["2026-11-19", "2026-11-20", "2026-11-21"].map((today) => shownOn(oneDay, today))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test.each(entryState.options.filter((state) => state !== "published"))("is no entry that is %s", (state) => {
    expect(shownOn({ ...published, state }, "2026-11-23")).toBe(false);
  });

  test("is no entry without a day of publication", () => {
    expect(shownOn({ state: "published", validTo: "2028-11-15" }, "2026-11-23")).toBe(false);
  });
});

describe("a name as it is compared", () => {
  test.each([
    ["衡川市信（衡）有限公司", "衡川市信(衡)有限公司"],
    ["衡川市 信衡　有限公司", "衡川市信衡有限公司"],
    ["ＡＢＣ科技有限公司", "abc科技有限公司"],
    [" 衡川市信衡有限公司\n", "衡川市信衡有限公司"],
    ["Abc Trading Co", "ABCTRADINGCO"],
  ])("%j is %j", (one, other) => {
    expect(nameKeyOf(one)).toBe(nameKeyOf(other));
  });

  test("different names stay different", () => {
    expect(nameKeyOf("衡川市信衡有限公司")).not.toBe(nameKeyOf("衡川市信恒有限公司"));
    expect(nameKeyOf("衡川市信衡有限公司")).not.toBe(nameKeyOf("衡川市信衡有限责任公司"));
  });
});
