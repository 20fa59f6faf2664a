import { refusal, type Refusal } from "../../domain/refusal.ts";
import { byteOrderMark, csvLine } from "../../kernel/csv.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { RowResult } from "../../ports/submissions.ts";
import { readResults, readSubmission, type ReadSubmissionDeps, statusOf } from "./read-submission.ts";

/** A page as it rides in a function's answer, which is JSON and limited to 6 MB. */
const mostBytes = 5 * 1024 * 1024;
const rowsAtOnce = 1000;

const outcomes = { accepted: "受理", duplicate: "重复", rejected: "退回" } as const;
const beginning = `${byteOrderMark}行号,结果,编号,字段,错误代码,处理办法\r\n`;

/**
 * The answers of a finished submission as CSV, a line for each error, from position `from` on. Pages of a long one are put
 * together as they are: the first alone has the header. Of one that failed a line says why, and the answers are those that were given before.
 */
export const resultsCsv = async (
  deps: ReadSubmissionDeps,
  submissionId: string,
  caller: Caller,
  from: number,
): Promise<Result<{ readonly text: string; readonly next: number | null }, Refusal>> => {
  const found = await readSubmission(deps, submissionId, caller);
  if (!found.ok) return found;
  const { failure } = found.value;
  if (!failure && statusOf(found.value) !== "done")
    return refused(refusal("submission.notDone", "尚未处理完毕,请稍后下载 / not finished yet, download it later"));
  const why = failure ? csvLine("", "失败", "", "", failure.code, failure.detail) : "";
  const lines = [from === 0 ? beginning + why : ""];
  let bytes = 0;
  for (let at: number | null = from; at !== null;) {
    const page: Awaited<ReturnType<typeof readResults>> = await readResults(deps, submissionId, caller, {
      from: at,
      limit: rowsAtOnce,
    });
    if (!page.ok) return page;
    for (const [index, result] of page.value.items.entries()) {
      const text = linesOf(result);
      bytes += Buffer.byteLength(JSON.stringify(text));
      if (bytes > mostBytes) return accepted({ text: lines.join(""), next: at + index });
      lines.push(text);
    }
    at = page.value.next;
  }
  return accepted({ text: lines.join(""), next: null });
};

const linesOf = ({ line, outcome, id = "", errors }: RowResult): string =>
  errors.length === 0
    ? csvLine(String(line), outcomes[outcome], id, "", "", "")
    : errors
        .map(({ field, code, detail }) => csvLine(String(line), outcomes[outcome], id, field, code, detail))
        .join("");
