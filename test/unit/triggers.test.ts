import { describe, expect, test } from "vitest";
import type { EventOf } from "../../events/catalogue.ts";
import { clockStatus } from "../../shared/domain/clock/clock.ts";
import {
  closed,
  successorOf,
  type Trigger,
  triggerIdOf,
  triggerOn,
  triggersOf,
} from "../../shared/domain/trigger/trigger.ts";
import { decide } from "../../shared/domain/entry/decide.ts";
import { triggerRules } from "../support/house.ts";
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

const disputed = { publishedSeq: 3, measures } as const;
const suspended = placed(
  {
    type: "entry-suspended",
    version: 1,
    data: { ...outline, ...disputed, suspendedOn: today, ground: "objection", measures },
  },
  5,
) as EventOf<"entry-suspended">;
const resumed = placed(
  { type: "entry-resumed", version: 1, data: { ...outline, ...disputed, resumedOn: today, measures } },
  6,
) as EventOf<"entry-resumed">;

const brief = (event: Parameters<typeof triggersOf>[0]) =>
  triggersOf(event, catalogue, triggerRules).make.map(({ kind, status, measure: of, agencyId }) => [
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
    expect(triggersOf(published, catalogue, triggerRules).supersede).toBe(false);
  });

  test("tells the agency what it must know: whom, why, by which law, until when", () => {
    const [apply] = triggersOf(published, catalogue, triggerRules).make;
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
    const ids = (event: typeof published) => triggersOf(event, catalogue, triggerRules).make.map(triggerIdOf);
    expect(ids(published)).toEqual(ids(structuredClone(published)));
    const later = ids({ ...published, at: "2030-01-01T00:00:00+08:00", correlationId: "again" });
    expect(later).toEqual(ids(published));
    const all = [
      ...ids(published),
      ...ids({ ...published, seq: 5 }),
      ...ids({ ...published, entryId: `ent_${"c".repeat(26)}` }),
      ...triggersOf(exited, catalogue, triggerRules).make.map(triggerIdOf),
    ];
    expect(new Set(all).size).toBe(12);
    for (const id of all) expect(id).toMatch(/^ent_[0-9a-z]{26}\.[0-9a-hjkmnp-tv-z]{26}$/);
  });

  test("of a measure that the catalogue has lost is broken, not passed over", () => {
    expect(() => triggersOf(published, catalogue.slice(0, 1), triggerRules)).toThrow(/two-agencies v1/);
  });

  test("of an entry without measures asks nothing", () => {
    expect(brief({ ...published, data: { ...published.data, measures: [] } })).toEqual([]);
  });
});

describe("A §4: an exit", () => {
  test("lifts every measure at every agency, and takes the place of what was asked before", () => {
    expect(brief(exited)).toEqual([
      ["lift", "pending", "one-agency@1", "finance"],
      ["lift", "pending", "two-agencies@1", "tax"],
      ["lift", "pending", "two-agencies@1", "finance"],
    ]);
    expect(triggersOf(exited, catalogue, triggerRules).supersede).toBe(true);
  });

  test("names in a lift the reason and the entries that still require the measure", () => {
    const lifts = triggersOf(exited, catalogue, triggerRules).make;
    expect(lifts.map(({ exitReason }) => exitReason)).toEqual(["expired", "expired", "expired"]);
    expect(lifts.map(({ alsoRequiredBy }) => alsoRequiredBy)).toEqual([undefined, ["ent_other"], ["ent_other"]]);
  });
});

describe("A §22: a correction", () => {
  const [one, two] = measures;
  if (!one || !two) throw new Error("two measures");
  const corrected = (change: object = {}) =>
    placed(
      {
        type: "entry-corrected",
        version: 1,
        data: {
          ...outline,
          correctedOn: today,
          reason: "罚款金额有误",
          evidence: [],
          basis: {
            kind: "administrative",
            documentKind: "penalty",
            documentNo: outline.documentNo,
            legalArticles: "第四十九条",
            decidedOn: today,
          },
          facts: "已更正",
          publishedSeq: 3,
          measures: [two],
          ended: [{ ...one, alsoRequiredBy: [] }],
          ...change,
        },
      },
      5,
    ) as EventOf<"entry-corrected">;

  test("lifts what no longer fits, and tells everyone whose measure goes on", () => {
    expect(brief(corrected())).toEqual([
      ["lift", "pending", "one-agency@1", "finance"],
      ["correct", "pending", "two-agencies@1", "tax"],
      ["correct", "pending", "two-agencies@1", "finance"],
    ]);
    expect(triggersOf(corrected(), catalogue, triggerRules).supersede).toBe(true);
  });

  test("of a suspended entry asks nobody to go on: its resumption will say what was corrected", () => {
    expect(brief(corrected({ suspended: true })).map(([kind]) => kind)).toEqual(["lift"]);
  });
});

describe("A §22: a suspension, and its end", () => {
  test("ask every agency of every measure to stop, for a reason, and to go on", () => {
    expect(brief(suspended)).toEqual([
      ["suspend", "pending", "one-agency@1", "finance"],
      ["suspend", "pending", "two-agencies@1", "tax"],
      ["suspend", "pending", "two-agencies@1", "finance"],
    ]);
    const { make, supersede } = triggersOf(suspended, catalogue, triggerRules);
    expect(make.map(({ ground }) => ground)).toEqual(["objection", "objection", "objection"]);
    expect(supersede).toBe(true);
    expect(brief(resumed).map(([kind]) => kind)).toEqual(["resume", "resume", "resume"]);
    expect(triggersOf(resumed, catalogue, triggerRules).make[0]).not.toHaveProperty("ground");
  });

  test("each takes the place of the one before it, at the same agency about the same measure and nowhere else", () => {
    const [apply, suspend, resume, lift] = [published, suspended, resumed, exited].map(
      (event) => triggersOf(event, catalogue, triggerRules).make,
    );
    if (!apply || !suspend || !resume || !lift) throw new Error("four events");
    const newer = [...lift, ...resume, ...suspend];
    for (const [index, trigger] of apply.entries()) {
      expect(successorOf(trigger, newer)).toBe(suspend[index]);
      expect(successorOf(trigger, lift)).toBe(lift[index]);
      expect(successorOf(trigger, [{ ...trigger, seq: 9, agencyId: "court" }])).toBeUndefined();
      expect(successorOf(trigger, [{ ...trigger, seq: 9, entryId: "ent_other" }])).toBeUndefined();
    }
    for (const [index, trigger] of resume.entries()) expect(successorOf(trigger, newer)).toBe(lift[index]);
    for (const trigger of lift) expect(successorOf(trigger, newer)).toBeUndefined();
  });
});

describe("the clocks of a trigger", () => {
  const clocksOf = (event: Parameters<typeof triggersOf>[0]) =>
    triggersOf(event, catalogue, triggerRules).make[0]?.clocks;

  test("run 3 and 10 working days from the day it was made, and are the implementing agency's", () => {
    const [apply] = triggersOf(published, catalogue, triggerRules).make;
    expect(apply?.clocks).toEqual([
      {
        clockId: `${apply && triggerIdOf(apply)}.triggerAcknowledgement`,
        ...{ kind: "triggerAcknowledgement", agencyId: "finance", startedOn: "2026-11-23" },
        ...{ warnOn: "2026-11-25", dueOn: "2026-11-26", escalateOn: "2026-12-03", provisional: false },
      },
      {
        clockId: `${apply && triggerIdOf(apply)}.triggerFeedback`,
        ...{ kind: "triggerFeedback", agencyId: "finance", startedOn: "2026-11-23" },
        ...{ warnOn: "2026-12-02", dueOn: "2026-12-07", escalateOn: "2026-12-14", provisional: false },
      },
    ]);
    for (const event of [suspended, resumed])
      expect(clocksOf(event)?.map(({ kind }) => kind)).toEqual(["triggerAcknowledgement", "triggerFeedback"]);
  });

  test("of a lift is one: it is confirmed within 3 working days", () => {
    expect(clocksOf(exited)).toMatchObject([{ kind: "liftConfirmation", dueOn: "2026-11-26" }]);
  });

  test("have the length that policy says on the day of the decision", () => {
    const one = { workingDays: 1, warnBefore: 0 };
    const lengthsOn = (day: string) => ({
      ...triggerRules.lengthsOn(day),
      ...(day === "2026-11-23" ? { triggerAcknowledgement: one } : {}),
    });
    const [apply] = triggersOf(published, catalogue, { ...triggerRules, lengthsOn }).make;
    expect(apply?.clocks.map(({ dueOn }) => dueOn)).toEqual(["2026-11-24", "2026-12-07"]);
  });

  test("stop when something newer takes its place, and with the entry's last day nobody is asked to apply any more", () => {
    const [apply] = triggersOf(published, catalogue, triggerRules).make;
    const [lift] = triggersOf(exited, catalogue, triggerRules).make;
    if (!apply || !lift) throw new Error("one of each");
    const statuses = (trigger: Trigger, on: string) => trigger.clocks.map((clock) => clockStatus(clock, on));
    expect(statuses(closed(apply, "2026-11-30"), "2027-01-01")).toEqual(["missed", "stopped"]);
    expect(triggerOn(apply, "2028-11-15")).toBe(apply);
    expect(triggerOn(apply, "2028-11-16")).toMatchObject({
      status: "superseded",
      clocks: [{ stoppedOn: "2028-11-16" }, { stoppedOn: "2028-11-16" }],
    });
    expect(triggerOn(lift, "2999-01-01")).toBe(lift);
  });
});

test("determination, report and lapse ask nothing of implementing agencies: nothing was ever public", () => {
  const report = decide(entryIn.determined, { name: "report" }, contextOn(today));
  const lapse = decide(entryIn.reported, { name: "lapse" }, contextOn("2028-11-16"));
  for (const decided of [report, lapse]) {
    if (!decided.ok) throw new Error(decided.refusal.code);
    for (const happening of decided.value)
      expect(triggersOf(placed(happening, 2), catalogue, triggerRules)).toEqual({ make: [], supersede: false });
  }
});
