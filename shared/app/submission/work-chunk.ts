import type { FigureTold } from "../../../events/figure-told/v1.ts";
import { type RowsChunk, rowsChunkV1, type RowsReady } from "../../../events/rows-ready/v1.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { RequestToken } from "../../ports/requests.ts";
import type { FileStore, RowResult, SubmissionStore } from "../../ports/submissions.ts";

export interface WorkChunkDeps {
  readonly files: Pick<FileStore, "open" | "remove">;
  readonly submissions: Pick<SubmissionStore, "record" | "hasChunk">;
}

/** What became of a row that was not refused. */
export interface RowTaken {
  readonly id: string;
  /** False where it was there before this row. */
  readonly own: boolean;
}

/** How one kind of rows is worked on. */
export interface RowWork {
  /** Rows of one turn go one after another, in the order of the file; nothing for a row that need not wait for others. */
  readonly turnOf: (input: unknown) => string | undefined;
  /** Decides one row. Done again it finds what it did and gives the same answer. */
  readonly decide: (input: unknown, line: number) => Promise<Result<RowTaken, readonly FieldError[] | Refusal>>;
  /** What figures are told of the chunk's answers, where they are told anything. */
  readonly tells?: (answers: readonly RowResult[]) => FigureTold | undefined;
}

type Row = RowsChunk[number];

const atOnce = 16;

/**
 * Decides the rows of a chunk, each by itself: a bad row never stops a good one. The answers are recorded once, then the
 * chunk goes. Throws when rows were lost, and when a row has to be tried again.
 */
export const workChunk = async (
  deps: WorkChunkDeps,
  message: RowsReady,
  work: RowWork,
): Promise<readonly RowResult[]> => {
  const bytes = await deps.files.open(message.key);
  if (!bytes) {
    // The chunk goes once its answers are recorded; gone without them, rows were lost, and that must be heard.
    if (await deps.submissions.hasChunk(message.submissionId, message.chunk)) return [];
    throw new Error(`chunk ${message.chunk} of ${message.submissionId} is gone and was never answered`);
  }
  const rows = rowsChunkV1.parse(JSON.parse(await textOf(bytes)));
  const results = new Map<number, RowResult>();
  const turns = inTurns(rows, work.turnOf);
  const lane = async (): Promise<void> => {
    for (let turn = turns.pop(); turn; turn = turns.pop())
      for (const row of turn) results.set(row.line, await answer(message, work, row));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, turns.length) }, lane));
  const answers = rows.flatMap(({ line }) => results.get(line) ?? []);
  await deps.submissions.record(message.submissionId, message.chunk, answers, work.tells?.(answers));
  await deps.files.remove(message.key);
  return answers;
};

/** A row with more faults than this is mended in more than one go; answers of a chunk must fit into one item. */
const mostErrors = 10;

const answer = async (message: RowsReady, work: RowWork, row: Row): Promise<RowResult> => {
  const decided = row.fault ? refused([row.fault]) : await work.decide(row.input, row.line);
  if (decided.ok) {
    const { id, own } = decided.value;
    return { line: row.line, outcome: own ? "accepted" : "duplicate", id, errors: [] };
  }
  const errors = "code" in decided.refusal ? errorsOf(message, row, decided.refusal) : decided.refusal;
  return { line: row.line, outcome: "rejected", errors: errors.slice(0, mostErrors) };
};

const errorsOf = (message: RowsReady, row: Row, { errors, code, detail }: Refusal): readonly FieldError[] => {
  // Being outrun is no fault of the row: the message comes again.
  if (code === "request.busy") throw new Error(`row ${row.line} of ${message.submissionId}: ${code}`);
  return errors ?? [{ field: "", code, detail }];
};

interface Turn {
  readonly keys: Set<string>;
  readonly rows: Row[];
}

/** Rows that cite one file of evidence wait for each other as well: every one of them writes that file's item. */
const inTurns = (rows: RowsChunk, turnOf: RowWork["turnOf"]): Row[][] => {
  const turns = new Map<string, Turn>();
  for (const row of rows) {
    const keys = [turnOf(row.input) ?? `line ${row.line}`, ...citedIn(row.input)];
    const [turn = { keys: new Set<string>(), rows: [] }, ...others] = new Set(
      keys.flatMap((key) => turns.get(key) ?? []),
    );
    for (const other of others) {
      turn.rows.push(...other.rows);
      keys.push(...other.keys);
    }
    turn.rows.push(row);
    for (const key of keys) turns.set(key, turn);
    for (const key of keys) turn.keys.add(key);
  }
  return [...new Set(turns.values())].map((turn) => turn.rows.sort((a, b) => a.line - b.line)).reverse();
};

/** Wherever in a row they stand: also in a cell that only its kind can read. */
const citedIn = (input: unknown): readonly string[] => JSON.stringify(input)?.match(/evd_[0-9a-z]{26}/g) ?? [];

const textOf = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
};

/** The row was taken; `own` says whether by this very row. */
export const taken = (id: string, own: boolean) => accepted<RowTaken>({ id, own });

/** The day on which the rows were reported: that of their file, on whatever day they are worked on (A §3, §19). */
export const reportedOn = ({ receivedAt }: RowsReady): LocalDate | undefined =>
  receivedAt === undefined ? undefined : shanghaiDate(new Date(receivedAt));

/** A row as a request of its own, recorded with what it changed: whoever works on it again finds that. */
export const requestOf = ({ submissionId, correlationId }: RowsReady, line: number): RequestToken => ({
  clientId: submissionId,
  key: `line-${line}`,
  digest: correlationId,
});
