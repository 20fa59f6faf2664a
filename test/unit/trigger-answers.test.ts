import { describe, expect, test } from "vitest";
import { triggerKind, triggerStatus } from "../../events/vocabulary.ts";
import { acknowledge, giveFeedback, type Statement } from "../../shared/domain/trigger/answer.ts";
import type { Trigger, TriggerFeedback } from "../../shared/domain/trigger/trigger.ts";
import { clockStatus } from "../../shared/domain/clock/clock.ts";
import { startClocks } from "../../shared/domain/trigger/clocks.ts";
import { triggerRules } from "../support/house.ts";
import { entryId } from "./entries-by-hand.ts";

const at = "2026-11-24T09:30:00.000+08:00";
const later = "2026-11-25T10:00:00.000+08:00";

const trigger = (change: Partial<Trigger> = {}): Trigger => ({
  entryId,
  triggerKey: "c".repeat(26),
  seq: 3,
  agencyId: "finance",
  kind: "apply",
  status: "pending",
  list: "black",
  subject: { kind: "organisation", name: "衡川市第1制造有限公司", uscc: "91419902MA4K7T296K" },
  domain: "productQuality",
  determiningAuthority: { agencyId: "market-regulation", name: "衡川市市场监督管理局" },
  documentNo: "衡市监处罚〔2026〕1号",
  validTo: "2028-11-15",
  measure: {
    measureId: "x",
    version: 1,
    title: "限制参加政府采购活动",
    strength: "mandatory",
    legalBasis: "B 三(二)2",
  },
  clocks: [],
  createdAt: "2026-11-23T09:00:00.000+08:00",
  correlationId: "by-hand",
  version: 1,
  ...change,
});
const feedback = (outcome: TriggerFeedback["outcome"]): Statement => ({ outcome, on: "2026-11-24", at });

describe("SPEC capability 8: acknowledgement", () => {
  test("marks a pending trigger, once", () => {
    const noted = acknowledge(trigger(), at);
    expect(noted).toEqual({ ok: true, value: trigger({ status: "acknowledged", acknowledgedAt: at, version: 2 }) });
    if (noted.ok) expect(acknowledge(noted.value, later)).toEqual(noted);
  });

  test.each(["applied", "failed", "notApplicable", "lifted"] as const)(
    "of a trigger already %s changes nothing",
    (status) => {
      const answered = trigger({ status, acknowledgedAt: at, version: 2 });
      expect(acknowledge(answered, later)).toEqual({ ok: true, value: answered });
    },
  );

  test("of one that an exit has closed is refused, whether or not it had been noted", () => {
    const closed = { ok: false, refusal: { code: "trigger.settled" } };
    expect(acknowledge(trigger({ status: "superseded" }), at)).toMatchObject(closed);
    expect(acknowledge(trigger({ status: "superseded", acknowledgedAt: at }), later)).toMatchObject(closed);
  });
});

describe("SPEC capability 8: feedback", () => {
  const fitting = {
    apply: ["applied", "notApplicable", "failed"],
    suspend: ["applied", "notApplicable", "failed"],
    resume: ["applied", "notApplicable", "failed"],
    correct: ["applied", "notApplicable", "failed"],
    lift: ["lifted", "notApplicable", "failed"],
    restore: ["lifted", "notApplicable", "failed"],
  };
  const outcomes = ["applied", "notApplicable", "failed", "lifted"] as const;
  const pairs = triggerKind.options.flatMap((kind) => outcomes.map((outcome) => [kind, outcome] as const));

  test("is decided for every kind of trigger", () => {
    expect(triggerKind.options.toSorted()).toEqual(Object.keys(fitting).sort());
    expect(pairs).toHaveLength(24);
  });

  test.each(pairs)("to %s of %s is taken exactly where the two fit", (kind, outcome) => {
    const answered = giveFeedback(trigger({ kind }), feedback(outcome), true);
    if (fitting[kind].includes(outcome)) {
      expect(answered).toMatchObject({ ok: true, value: { status: outcome, feedback: feedback(outcome), version: 2 } });
    } else {
      expect(answered).toMatchObject({ ok: false, refusal: { code: "trigger.feedbackNotForKind" } });
    }
  });

  test("implies having taken note, and keeps an earlier note", () => {
    expect(giveFeedback(trigger(), feedback("applied"), true)).toMatchObject({ value: { acknowledgedAt: at } });
    const noted = trigger({ status: "acknowledged", acknowledgedAt: "2026-11-23T15:00:00.000+08:00", version: 2 });
    expect(giveFeedback(noted, feedback("applied"), true)).toMatchObject({
      value: { acknowledgedAt: "2026-11-23T15:00:00.000+08:00", version: 3 },
    });
  });

  test.each(triggerStatus.options.map((status) => [status]))(
    "to a trigger that is %s is taken only while it waits",
    (status) => {
      const waits = ["pending", "acknowledged", "failed"].includes(status);
      const answered = giveFeedback(trigger({ status }), feedback("applied"), true);
      if (waits) expect(answered).toMatchObject({ ok: true, value: { status: "applied" } });
      else expect(answered).toMatchObject({ ok: false, refusal: { code: "trigger.settled" } });
    },
  );

  test("of failure leaves it open: the next try is taken", () => {
    const failed = giveFeedback(trigger(), feedback("failed"), true);
    if (!failed.ok) throw new Error(failed.refusal.code);
    expect(giveFeedback(failed.value, feedback("applied"), true)).toMatchObject({
      ok: true,
      value: { status: "applied", version: 3 },
    });
  });

  test("never changes whom the trigger is about or what it asks", () => {
    const answered = giveFeedback(trigger(), { ...feedback("applied"), note: "已取消投标资格" }, true);
    if (!answered.ok) throw new Error(answered.refusal.code);
    const { status: _s, acknowledgedAt: _a, feedback: _f, version: _v, ...rest } = answered.value;
    const { status: _s2, version: _v2, ...before } = trigger();
    expect(rest).toEqual(before);
  });
});

describe("the clocks of a trigger", () => {
  const withClocks = (kind: Trigger["kind"]): Trigger => {
    const clocks = startClocks({ triggerId: "x", kind, agencyId: "finance" }, "2026-11-23", triggerRules);
    return trigger({ kind, clocks });
  };
  const days = (answered: ReturnType<typeof acknowledge>) =>
    answered.ok ? answered.value.clocks.map(({ metOn }) => metOn) : answered.refusal.code;

  test("of acknowledgement is met by taking note, that of feedback by feedback; feedback meets both", () => {
    const noted = acknowledge(withClocks("apply"), at);
    expect(days(noted)).toEqual(["2026-11-24", undefined]);
    if (!noted.ok) throw new Error();
    expect(days(giveFeedback(noted.value, { ...feedback("applied"), at: later }, true))).toEqual([
      "2026-11-24",
      "2026-11-25",
    ]);
    expect(days(giveFeedback(withClocks("suspend"), feedback("failed"), true))).toEqual(["2026-11-24", "2026-11-24"]);
  });

  test("of a lift is met by its confirmation, and not by saying that it failed (A §4)", () => {
    expect(days(acknowledge(withClocks("lift"), at))).toEqual([undefined]);
    expect(days(giveFeedback(withClocks("lift"), feedback("failed"), true))).toEqual([undefined]);
    for (const outcome of ["lifted", "notApplicable"] as const)
      expect(days(giveFeedback(withClocks("lift"), feedback(outcome), true))).toEqual(["2026-11-24"]);
  });

  test("met late are missed, by the day of the answer and not by the day that it names", () => {
    const answered = giveFeedback(
      withClocks("apply"),
      { ...feedback("applied"), at: "2026-12-08T09:00:00.000+08:00" },
      true,
    );
    if (!answered.ok) throw new Error(answered.refusal.code);
    expect(answered.value.clocks.map((clock) => clockStatus(clock, "2026-12-08"))).toEqual(["missed", "missed"]);
  });
});

test("A §22: a resume can be reported as applied, within the entry's and the measure's validity", () => {
  expect(giveFeedback(trigger({ kind: "resume" }), feedback("applied"), true)).toMatchObject({
    value: { status: "applied" },
  });
  const late = { ...feedback("applied"), on: "2999-01-01" };
  expect(giveFeedback(trigger({ kind: "resume" }), late, true)).toMatchObject({ refusal: { code: "trigger.ended" } });
  expect(giveFeedback(trigger({ kind: "resume" }), feedback("applied"), false)).toMatchObject({
    refusal: { code: "measure.notInForce" },
  });
  expect(giveFeedback(trigger({ kind: "suspend" }), late, false)).toMatchObject({ value: { status: "applied" } });
});

test("B 四(三), C 十三: a measure is never reported as applied after its entry's last day or out of its own force", () => {
  const late = { ...feedback("applied"), on: "2999-01-01" };
  expect(giveFeedback(trigger(), late, true)).toMatchObject({ refusal: { code: "trigger.ended" } });
  expect(giveFeedback(trigger(), feedback("applied"), false)).toMatchObject({
    refusal: { code: "measure.notInForce" },
  });
  expect(giveFeedback(trigger(), feedback("notApplicable"), false)).toMatchObject({ ok: true });
});

describe("saying it again, and saying it right", () => {
  const settled = trigger({
    status: "applied",
    acknowledgedAt: at,
    feedback: { outcome: "applied", on: "2026-11-24", at },
    version: 2,
  });
  const correction = (outcome: TriggerFeedback["outcome"]): Statement => ({
    ...feedback(outcome),
    corrects: true,
    reason: "前次误报",
  });

  test("the same again changes nothing, at whatever time it is said", () => {
    const again = giveFeedback(settled, { ...feedback("applied"), at: later }, true);
    expect(again).toEqual({ ok: true, value: settled });
    const failed = trigger({ status: "failed", feedback: { outcome: "failed", on: "2026-11-24", at }, version: 2 });
    expect(giveFeedback(failed, { ...feedback("failed"), at: later }, true)).toEqual({ ok: true, value: failed });
  });

  test.each([
    ["another outcome", { outcome: "notApplicable" as const }],
    ["another day", { on: "2026-11-25" }],
    ["a note", { note: "已限制" }],
    ["evidence", { evidence: [{ kind: "document" as const, ref: "衡财函〔2026〕118号" }] }],
    ["a case", { caseId: "cas_1" }],
  ])("%s more or less is not the same: it is refused, and taken as a correction", (_, change) => {
    expect(giveFeedback(settled, { ...feedback("applied"), ...change }, true)).toMatchObject({
      refusal: { code: "trigger.settled" },
    });
    expect(giveFeedback(settled, { ...correction("applied"), ...change }, true)).toMatchObject({
      ok: true,
      value: { version: 3, feedback: { ...change, corrects: 2, reason: "前次误报" } },
    });
  });

  test("there is nothing to correct before anything was said, nor after an exit has closed it", () => {
    expect(giveFeedback(trigger(), correction("applied"), true)).toMatchObject({
      refusal: { code: "trigger.notAnswered" },
    });
    const closed = { ...settled, status: "superseded" as const };
    expect(giveFeedback(closed, correction("notApplicable"), true)).toMatchObject({
      refusal: { code: "trigger.settled" },
    });
  });

  test("a correction follows the rules of every answer", () => {
    expect(giveFeedback(settled, correction("lifted"), true)).toMatchObject({
      refusal: { code: "trigger.feedbackNotForKind" },
    });
    expect(giveFeedback(settled, { ...correction("applied"), note: "补充" }, false)).toMatchObject({
      refusal: { code: "measure.notInForce" },
    });
  });

  test("A §4: once its lift was sent nothing can be applied any more, and nothing is open again", () => {
    const liftedOn = "2026-11-24";
    expect(giveFeedback(settled, { ...correction("applied"), on: "2026-11-25" }, true, liftedOn)).toMatchObject({
      refusal: { code: "trigger.ended" },
    });
    expect(giveFeedback(settled, { ...correction("applied"), note: "补充" }, true, liftedOn)).toMatchObject({
      ok: true,
    });
    expect(giveFeedback(settled, correction("failed"), true, liftedOn)).toMatchObject({
      value: { status: "superseded", feedback: { outcome: "failed" } },
    });
    expect(giveFeedback(settled, correction("failed"), true)).toMatchObject({ value: { status: "failed" } });
  });
});
