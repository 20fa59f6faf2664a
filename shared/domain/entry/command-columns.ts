import type { AbandonReason, ExitReason } from "../../../events/vocabulary.ts";
import type { Column } from "../row/column.ts";
import type { EntryCommandRow } from "./command-row.ts";
import { methods } from "./columns.ts";

const commands: Readonly<Record<string, EntryCommandRow["command"]>> = {
  告知送达: "prior-notice",
  事前告知: "prior-notice",
  公示: "public-notice",
  认定: "determination",
  上报: "report",
  报送: "report",
  发布: "publication",
  撤回: "withdrawal",
  退出: "exit",
};

const reasons: Readonly<Record<string, AbandonReason | ExitReason>> = {
  自行撤回: "withdrawn",
  复议或裁判撤销: "annulled",
  撤销: "annulled",
  认定有误: "error",
  滥用奖励: "rewardMisused",
  标准变更: "standardChanged",
};

/** The columns of a file of commands; which of them a row needs follows from its command. */
export const columns: readonly Column[] = [
  { path: "entryId", headers: ["记录编号"] },
  { path: "command", headers: ["操作", "办理事项"], values: commands },
  { path: "version", headers: ["版本"], optional: true },
  { path: "officer", headers: ["经办人"], optional: true },
  { path: "servedOn", headers: ["告知送达日期", "送达日期"], kind: "date", optional: true },
  { path: "method", headers: ["送达方式"], values: methods, optional: true },
  { path: "proof", headers: ["送达凭证"], optional: true },
  { path: "text", headers: ["告知内容"], optional: true },
  { path: "channel", headers: ["公示渠道"], optional: true },
  { path: "validTo", headers: ["有效期至"], kind: "date", optional: true },
  { path: "adoption", headers: ["采纳情况"], optional: true },
  { path: "reason", headers: ["原因"], values: reasons, optional: true },
  { path: "why", headers: ["说明"], optional: true },
];
