import { describe, expect, test } from "vitest";
import {
  caseIdOf,
  type CaseStatus,
  namingFault,
  steer,
  type TypicalCase,
} from "../../shared/domain/feedback/typical-case.ts";
import type { Trigger } from "../../shared/domain/trigger/trigger.ts";
import { officer } from "../support/house.ts";

const subject = { kind: "organisation", name: "衡川市鑫茂电线电缆有限公司", uscc: "91419902MA4K7T296K" } as const;
const told = { title: "一处失信", text: "某公司申请补助时被发现列入名单,不予批准。", public: true };
const found = (change: Partial<TypicalCase> = {}): TypicalCase => ({
  caseId: "cas_1",
  triggerId: "ent_1.1",
  entryId: "ent_1",
  agency: { agencyId: "finance", name: "衡川市财政局" },
  authorityId: "market-regulation",
  list: "black",
  domain: "productQuality",
  measure: { measureId: "x", version: 1, title: "限制享受财政资金补助" },
  outcome: "applied",
  on: "2026-11-24",
  ...told,
  status: "proposed",
  createdAt: "2026-11-24T09:30:00.000+08:00",
  version: 2,
  ...change,
});
const at = { today: "2026-11-25", by: officer };

describe("a case that is to be public names nobody (A §4, §19)", () => {
  test.each([
    ["the name in the text", { text: `${subject.name}被限制` }, "typicalCase.text"],
    ["the name with blanks and marks in it", { text: "衡川市 鑫茂·电线电缆(有限公司)被限制" }, "typicalCase.text"],
    [
      "the name with invisible characters in it",
      { text: "衡川市鑫\u200b茂电线\u3164电缆(有限公司)被限制" },
      "typicalCase.text",
    ],
    ["the name in the title", { title: `限制${subject.name}` }, "typicalCase.title"],
    ["the code, in full width", { text: "代码９１４１９９０２ＭＡ４Ｋ７Ｔ２９６Ｋ" }, "typicalCase.text"],
  ])("%s is a fault", (_, change, field) => {
    expect(namingFault({ ...told, ...change }, subject)).toMatchObject({ field, code: "case.namesSubject" });
    expect(namingFault({ ...told, ...change, public: false }, subject)).toBeUndefined();
  });

  test("and a text that does not is none", () => {
    expect(namingFault(told, subject)).toBeUndefined();
  });
});

describe("the office's commands", () => {
  const table: Readonly<Record<CaseStatus, readonly ["published" | "no", "withdrawn" | "no"]>> = {
    proposed: ["published", "withdrawn"],
    published: ["no", "withdrawn"],
    withdrawn: ["no", "no"],
  };
  test.each(Object.entries(table) as [CaseStatus, (typeof table)[CaseStatus]][])("on one that is %s", (status, row) => {
    (["publish", "withdraw"] as const).forEach((command, index) => {
      const steered = steer(found({ status }), command, at);
      expect(steered).toMatchObject(
        row[index] === "no"
          ? { ok: false, refusal: { code: "case.status" } }
          : { ok: true, value: { status: row[index], version: 3, decidedBy: officer } },
      );
    });
  });

  test("publishing fixes the day, and wants the agency's consent", () => {
    expect(steer(found(), "publish", at)).toMatchObject({ value: { publishedOn: "2026-11-25" } });
    expect(steer(found({ public: false }), "publish", at)).toMatchObject({ refusal: { code: "case.notPublic" } });
    expect(steer(found({ public: false }), "withdraw", at)).toMatchObject({ ok: true });
  });
});

test("the id of a case follows from what is told, of what, and of nothing else", () => {
  const trigger = { entryId: "ent_1", triggerKey: "k" } as Trigger;
  const id = caseIdOf(trigger, { outcome: "applied", on: "2026-11-24" }, told);
  expect(caseIdOf(trigger, { outcome: "applied", on: "2026-11-24" }, { ...told })).toBe(id);
  const others = [
    caseIdOf(trigger, { outcome: "applied", on: "2026-11-25" }, told),
    caseIdOf(trigger, { outcome: "lifted", on: "2026-11-24" }, told),
    caseIdOf(trigger, { outcome: "applied", on: "2026-11-24" }, { ...told, public: false }),
    caseIdOf({ ...trigger, triggerKey: "l" }, { outcome: "applied", on: "2026-11-24" }, told),
  ];
  expect(new Set([id, ...others]).size).toBe(5);
});
