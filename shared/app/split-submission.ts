import type { RowsChunk } from "../../events/rows-ready/v1.ts";
import type { SubmissionReceived } from "../../events/submission-received/v1.ts";
import { planOf, rowInput, type RowPlan } from "../domain/entry/row.ts";
import { type RawRow, type RowReader, UnreadableFile } from "../ports/rows.ts";
import { chunkSize, type FileStore, type RowQueue, type SubmissionStore } from "../ports/submissions.ts";

export interface SplitSubmissionDeps {
  readonly files: FileStore;
  readonly submissions: Pick<SubmissionStore, "find" | "split" | "fail">;
  readonly rows: RowQueue;
  readonly readRows: RowReader;
}

/**
 * Reads a file through, puts its rows into chunks beside it and announces them; the rows themselves never ride in a
 * message. Nothing is announced before the whole file has been read, so a broken file has no effect at all. Done again
 * it announces the same chunks again, which changes nothing. Gives the number of rows.
 */
export const splitSubmission = async (deps: SplitSubmissionDeps, message: SubmissionReceived): Promise<number> => {
  const { submissionId } = message;
  const bytes = await deps.files.open(message.key);
  if (!bytes) return withoutFile(deps, submissionId);
  try {
    const { chunks, rows } = await writeChunks(deps, message, deps.readRows(bytes, message));
    await deps.submissions.split(submissionId, { chunks, rows });
    await deps.rows.send(
      Array.from({ length: chunks }, (_, chunk) => ({
        type: "rows-ready",
        version: 1,
        submissionId,
        chunk,
        key: chunkKey(submissionId, chunk),
        by: message.by,
        correlationId: message.correlationId,
      })),
    );
    await deps.files.remove(message.key);
    return rows;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    await deps.submissions.fail(submissionId, { code: error.code, detail: error.message });
    await deps.files.remove(message.key);
    return 0;
  }
};

/** The file goes once every chunk has been announced; gone before that, it lay here for a day and nobody read it. */
const withoutFile = async (deps: SplitSubmissionDeps, submissionId: string): Promise<number> => {
  const submission = await deps.submissions.find(submissionId);
  if (submission && submission.chunks === undefined && submission.failure === undefined)
    await deps.submissions.fail(submissionId, {
      code: "file.gone",
      detail:
        "文件已过 24 小时保存期,未能处理,请重新报送 / the file was kept for 24 hours and could not be read in time, send it again",
    });
  return 0;
};

const chunkKey = (submissionId: string, chunk: number): string => `chunks/${submissionId}/${chunk}`;

const writeChunks = async (
  deps: SplitSubmissionDeps,
  message: SubmissionReceived,
  source: AsyncIterable<RawRow>,
): Promise<{ chunks: number; rows: number }> => {
  let held: RowsChunk = [];
  let chunks = 0;
  let rows = 0;
  const flush = async (): Promise<void> => {
    const text = JSON.stringify(held);
    held = [];
    await deps.files.put(chunkKey(message.submissionId, chunks++), Buffer.from(text));
  };
  let plan: RowPlan | undefined;
  for await (const row of source) {
    if ("cells" in row && !plan) {
      plan = headerPlan(row.cells);
      continue;
    }
    held.push(prepare(row, plan));
    rows++;
    if (held.length === chunkSize) await flush();
  }
  if (held.length > 0) await flush();
  if (rows === 0) throw new UnreadableFile("file.empty", "文件中没有数据行 / the file has no rows");
  return { chunks, rows };
};

const headerPlan = (cells: readonly string[]): RowPlan => {
  const header = planOf(cells);
  if ("plan" in header) return header.plan;
  throw new UnreadableFile(
    "file.header",
    `表头有误,未处理任何行 / the header is wrong, nothing was taken: ${header.faults.join("; ")}`,
  );
};

const prepare = (row: RawRow, plan: RowPlan | undefined): RowsChunk[number] => {
  if ("value" in row) return { line: row.line, input: row.value };
  if (!plan) throw new Error("a row of cells came before its header");
  const prepared = rowInput(plan, row.cells);
  if (!("fault" in prepared) || row.lastLine === row.line) return { line: row.line, ...prepared };
  // A quote without its partner joins lines: none of the rows in them was taken, and the answer says which.
  const lines = `${row.line}–${row.lastLine}`;
  const detail = `第 ${lines} 行因引号不成对连成一行,均未受理 / unpaired quotes join lines ${lines}; none was taken`;
  return { line: row.line, fault: { field: "", code: "row.quotes", detail } };
};
