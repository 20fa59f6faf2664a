import type { FeedbackOutcome } from "../../../events/vocabulary.ts";
import { type Column, yesNo } from "../row/column.ts";

const outcomes: Readonly<Record<string, FeedbackOutcome>> = {
  实施: "applied",
  已实施: "applied",
  已执行: "applied",
  不适用: "notApplicable",
  未能实施: "failed",
  未实施: "failed",
  解除: "lifted",
  已解除: "lifted",
};

/** The columns of a file of feedback (A §17): one row is one answer to one trigger. */
export const columns: readonly Column[] = [
  { path: "triggerId", headers: ["触发编号", "任务编号"] },
  { path: "outcome", headers: ["结果", "反馈结果", "实施结果"], values: outcomes },
  { path: "on", headers: ["日期", "实施日期", "办理日期"], kind: "date" },
  { path: "note", headers: ["说明", "反馈说明", "实施效果", "备注"], optional: true },
  { path: "evidence", headers: ["佐证", "佐证材料"], kind: "list", optional: true },
  { path: "typicalCase.title", headers: ["典型案例标题", "案例标题"], optional: true },
  { path: "typicalCase.text", headers: ["典型案例", "案例内容"], optional: true },
  {
    path: "typicalCase.public",
    headers: ["案例可否公开", "案例公开"],
    values: { ...yesNo, 可: "true", 不可: "false" },
    kind: "boolean",
    optional: true,
  },
  { path: "corrects", headers: ["更正", "是否更正"], values: yesNo, kind: "boolean", optional: true },
  { path: "reason", headers: ["更正原因"], optional: true },
];
