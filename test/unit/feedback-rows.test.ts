import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { feedbackOutcome, submissionKind } from "../../events/vocabulary.ts";
import { columns } from "../../shared/domain/feedback/columns.ts";
import { feedbackInput, feedbackRow } from "../../shared/domain/feedback/input.ts";
import { columnsOf } from "../../shared/domain/submission/kinds.ts";
import { planOf, rowInput } from "../../shared/domain/row/row.ts";
import { fieldErrors } from "../../shared/kernel/field-errors.ts";

const triggerId = `ent_${"a".repeat(26)}.${"b".repeat(26)}`;
const sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const attachmentId = `evd_${"c".repeat(26)}`;
const row = { triggerId, outcome: "applied", on: "2026-11-24" };

const read = (cells: Readonly<Record<string, string>>): unknown => {
  const planned = planOf(columns, Object.keys(cells));
  if (!("plan" in planned)) throw new Error(planned.faults.join());
  const prepared = rowInput(planned.plan, Object.values(cells));
  if (!("input" in prepared)) throw new Error(prepared.fault.code);
  return prepared.input;
};
const faults = (change: object): readonly string[] => {
  const parsed = feedbackRow.safeParse({ ...row, ...change }, { reportInput: true });
  return parsed.success ? [] : fieldErrors(parsed.error).map(({ field, code }) => `${field} ${code}`);
};

describe("a file of feedback", () => {
  test("every kind of submission has its columns, and no header stands for two of them", () => {
    expect(Object.keys(columnsOf).sort()).toEqual(submissionKind.options.toSorted());
    for (const kind of submissionKind.options) {
      const names = columnsOf[kind].flatMap(({ headers }) => headers);
      expect(new Set(names).size, kind).toBe(names.length);
    }
  });

  test("is read under the words of offices", () => {
    const input = read({
      触发编号: triggerId,
      结果: "已实施",
      日期: "2026年11月24日",
      说明: "已取消其补助资格",
      佐证: `衡财函〔2026〕118号；档号：2026-0031;文件: 现场照片.jpg ${sha256.toUpperCase()};文件:截图 ${attachmentId}`,
      典型案例标题: "一处失信,处处受限",
      典型案例: "某公司申请补助时被发现列入名单。",
      案例可否公开: "可",
      更正: "",
    });
    expect(feedbackRow.parse(input)).toEqual({
      triggerId,
      outcome: "applied",
      on: "2026-11-24",
      note: "已取消其补助资格",
      evidence: [
        { kind: "document", ref: "衡财函〔2026〕118号" },
        { kind: "archive", ref: "2026-0031" },
        { kind: "file", ref: "现场照片.jpg", sha256 },
        { kind: "file", ref: "截图", attachmentId },
      ],
      typicalCase: { title: "一处失信,处处受限", text: "某公司申请补助时被发现列入名单。", public: true },
      corrects: false,
    });
  });

  test("has a word for every outcome, and needs trigger, outcome and day alone", () => {
    const words = columns.find(({ path }) => path === "outcome")?.values ?? {};
    expect(new Set(Object.values(words))).toEqual(new Set(feedbackOutcome.options));
    expect(feedbackRow.parse(read({ 触发编号: triggerId, 结果: "不适用", 日期: "2026/11/24" }))).toEqual({
      triggerId,
      outcome: "notApplicable",
      on: "2026-11-24",
      corrects: false,
    });
    expect(planOf(columns, ["触发编号", "结果"])).toMatchObject({ faults: [expect.stringContaining("日期")] });
  });
});

describe("an answer is refused", () => {
  test.each([
    ["without a trigger's id", { triggerId: "ent_1" }, "triggerId format"],
    ["with an unknown word", { outcome: "做了" }, "outcome value.unknown"],
    ["on no day of the calendar", { on: "2026-02-30" }, "on date.invalid"],
    ["with an identity number in its note", { note: "身份证11010519491231002X" }, "note text.identityNumber"],
    ["with an address for evidence", { evidence: ["https://example.com/a"] }, "evidence.0.ref evidence.address"],
    ["with a script for evidence", { evidence: ["文号:JavaScript:alert(1)"] }, "evidence.0.ref evidence.address"],
    ["with a file that has no digest", { evidence: [{ kind: "file", ref: "a.pdf" }] }, "evidence.0.sha256 missing"],
    [
      "with a file attached to a document number",
      { evidence: [{ kind: "document", ref: "1号", attachmentId: `evd_${"a".repeat(26)}` }] },
      "evidence.0.kind evidence.kind",
    ],
    ["with six pieces of evidence", { evidence: ["1", "2", "3", "4", "5", "6"] }, "evidence tooLong"],
    [
      "with a case of what failed",
      { outcome: "failed", typicalCase: { title: "a", text: "b" } },
      "typicalCase case.outcome",
    ],
    ["with a case without its text", { typicalCase: { title: "a" } }, "typicalCase.text missing"],
    ["as a correction without a reason", { corrects: true }, "reason missing"],
    ["with a reason for no correction", { reason: "误报" }, "corrects reason.noCorrection"],
  ])("%s", (_, change, fault) => {
    expect(faults(change)).toEqual([fault]);
  });

  test("never by throwing, whatever a row holds", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (evidence, rest) => {
        feedbackRow.safeParse({ ...row, evidence: [evidence] });
        feedbackRow.safeParse(rest);
        feedbackInput.safeParse(rest);
      }),
    );
  });
});
