import type { RowsChunk } from "../../../events/rows-ready/v1.ts";
import type { SubmissionReceived } from "../../../events/submission-received/v1.ts";
import type { SubmissionKind } from "../../../events/vocabulary.ts";
import { chunkKey } from "../../domain/submission/file-key.ts";
import { columnsOf } from "../../domain/submission/kinds.ts";
import { isUnfilled, planOf, rowInput, type RowPlan } from "../../domain/row/row.ts";
import { type RawRow, type RowReader, UnreadableFile } from "../../ports/rows.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { inFlight } from "../../kernel/in-flight.ts";
import { uploadLimit } from "./offer-upload.ts";
import { chunkSize, type FileStore, type RowQueue, type SubmissionStore } from "../../ports/submissions.ts";

export interface SplitSubmissionDeps {
  readonly files: FileStore;
  readonly submissions: Pick<SubmissionStore, "find" | "split" | "fail">;
  readonly rows: RowQueue;
  readonly readRows: RowReader;
}

/** The most rows that a file may have. */
export const rowLimit = 200_000;
/** Chunks on their way to the bucket at once: the file is read on meanwhile, and no more than these are held. */
const writesAtOnce = 8;

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
    const { chunks, rows } = await writeChunks(deps, message, deps.readRows(atMost(uploadLimit, bytes), message));
    await deps.submissions.split(submissionId, { chunks, rows });
    await deps.rows.send(
      Array.from({ length: chunks }, (_, chunk) => ({
        type: "rows-ready",
        version: 1,
        submissionId,
        kind: message.kind,
        chunk,
        key: chunkKey(message.key, submissionId, chunk),
        by: message.by,
        ...(message.receivedAt === undefined ? {} : { receivedAt: message.receivedAt }),
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

const writeChunks = async (
  deps: SplitSubmissionDeps,
  message: SubmissionReceived,
  source: AsyncIterable<RawRow>,
): Promise<{ chunks: number; rows: number }> => {
  let held: RowsChunk = [];
  let chunks = 0;
  let rows = 0;
  const writes = inFlight(writesAtOnce);
  const flush = (): Promise<void> => {
    const [key, text] = [chunkKey(message.key, message.submissionId, chunks++), JSON.stringify(held)];
    held = [];
    return writes.start(() => deps.files.put(key, Buffer.from(text)));
  };
  let plan: RowPlan | undefined;
  for await (const row of source) {
    if ("cells" in row && !plan) {
      plan = headerPlan(message.kind, row.cells);
      continue;
    }
    if ("cells" in row && plan && saysNothing(plan, row)) continue;
    if (++rows > rowLimit) throw tooManyRows;
    held.push(prepare(row, plan));
    if (held.length === chunkSize) await flush();
  }
  if (held.length > 0) await flush();
  await writes.done();
  if (rows === 0) throw new UnreadableFile("file.empty", "文件中没有数据行 / the file has no rows");
  return { chunks, rows };
};

const tooManyRows = new UnreadableFile(
  "file.tooManyRows",
  `文件超过 ${rowLimit} 行,未处理任何行,请拆分 / more than ${rowLimit} rows, nothing was taken, split the file`,
);

/** The bytes as they come; whatever was promised of the file, no more than this is ever read. */
async function* atMost(limit: number, bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let seen = 0;
  for await (const part of bytes) {
    seen += part.length;
    if (seen > limit)
      throw new UnreadableFile(
        "file.tooLarge",
        "文件超过 50 MB,未处理任何行,请拆分 / more than 50 MB, nothing was taken, split the file",
      );
    yield part;
  }
}

const headerPlan = (kind: SubmissionKind, cells: readonly string[]): RowPlan => {
  const header = planOf(columnsOf[kind], cells);
  if ("plan" in header) return header.plan;
  throw new UnreadableFile(
    "file.header",
    `表头有误,未处理任何行 / the header is wrong, nothing was taken: ${header.faults.join("; ")}`,
  );
};

type Cells = Extract<RawRow, { readonly cells: unknown }>;

/** What keeps the row from being read; a column that is passed over spoils none. */
const faultIn = (plan: RowPlan, { faults = [] }: Cells): FieldError | undefined => {
  const found = faults.find(({ at }) => at >= plan.length || plan[at]);
  return found && { field: plan[found.at]?.path ?? "", code: found.code, detail: found.detail };
};

/** A row that says nothing is no row, and so has no answer. What runs on over lines may be rows that a stray quote joined. */
const saysNothing = (plan: RowPlan, row: Cells): boolean =>
  row.line === row.lastLine && !faultIn(plan, row) && isUnfilled(plan, row.cells);

/**
 * Whether cells that the row lacks may lie in a cell that a stray quote let run on over lines: the cells of the next row up
 * to that column are in it, with the commas between them.
 */
const mayBeJoined = (plan: RowPlan, { cells }: Cells): boolean => {
  const lacking = plan.length - cells.length;
  return lacking > 0 && cells.some((cell, at) => cell.includes("\n") && cell.split(",").length > Math.max(at, lacking));
};

const prepare = (row: RawRow, plan: RowPlan | undefined): RowsChunk[number] => {
  if ("value" in row) return { line: row.line, input: row.value };
  if (!plan) throw new Error("a row of cells came before its header");
  const fault = faultIn(plan, row);
  if (fault) return { line: row.line, fault };
  const prepared = rowInput(plan, row.cells);
  if (!mayBeJoined(plan, row) && (!("fault" in prepared) || row.lastLine === row.line))
    return { line: row.line, ...prepared };
  // A quote without its partner joins lines: none of the rows in them was taken, and the answer says which.
  const lines = `${row.line}–${row.lastLine}`;
  const detail = `第 ${lines} 行因引号不成对连成一行,均未受理 / unpaired quotes join lines ${lines}; none was taken`;
  return { line: row.line, fault: { field: "", code: "row.quotes", detail } };
};
