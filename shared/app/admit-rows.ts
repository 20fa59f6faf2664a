import { type RowsChunk, rowsChunkV1, type RowsReady } from "../../events/rows-ready/v1.ts";
import { entryInput } from "../domain/entry/input.ts";
import { fieldErrors, type FieldError } from "../kernel/field-errors.ts";
import type { FileStore, RowResult, SubmissionStore } from "../ports/submissions.ts";
import { withOneCatalogue } from "./house.ts";
import { submitEntry, type SubmitEntryDeps } from "./submit-entry.ts";

export interface AdmitRowsDeps extends SubmitEntryDeps {
  readonly files: Pick<FileStore, "open" | "remove">;
  readonly submissions: Pick<SubmissionStore, "record" | "hasChunk">;
}

type Row = RowsChunk[number];

const atOnce = 16;

/**
 * Decides the rows of a chunk, each by itself: a bad row never stops a good one. Rows of one subject go one after
 * another, in the order of the file. Done again it finds what it did and gives the same answers.
 */
export const admitRows = async (deps: AdmitRowsDeps, message: RowsReady): Promise<readonly RowResult[]> => {
  const bytes = await deps.files.open(message.key);
  if (!bytes) {
    // The chunk goes once its answers are recorded; gone without them, rows were lost, and that must be heard.
    if (await deps.submissions.hasChunk(message.submissionId, message.chunk)) return [];
    throw new Error(`chunk ${message.chunk} of ${message.submissionId} is gone and was never answered`);
  }
  const house = await withOneCatalogue(deps);
  const rows = rowsChunkV1.parse(JSON.parse(await textOf(bytes)));
  const results = new Map<number, RowResult>();
  const turns = inTurns(rows);
  const work = async (): Promise<void> => {
    for (let turn = turns.pop(); turn; turn = turns.pop())
      for (const row of turn) results.set(row.line, await admit(house, message, row));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, turns.length) }, work));
  const answers = rows.flatMap(({ line }) => results.get(line) ?? []);
  await deps.submissions.record(message.submissionId, message.chunk, answers);
  await deps.files.remove(message.key);
  return answers;
};

/** A row with more faults than this is mended in more than one go; answers of a chunk must fit into one item. */
const mostErrors = 10;

const admit = async (deps: AdmitRowsDeps, message: RowsReady, row: Row): Promise<RowResult> => {
  const rejected = (errors: readonly FieldError[]): RowResult => ({
    line: row.line,
    outcome: "rejected",
    errors: errors.slice(0, mostErrors),
  });
  if (row.fault) return rejected([row.fault]);
  const input = entryInput.safeParse(row.input, { reportInput: true });
  if (!input.success) return rejected(fieldErrors(input.error));
  const submitted = await submitEntry(deps, {
    input: input.data,
    by: message.by,
    correlationId: message.correlationId,
    report: true,
    origin: { submissionId: message.submissionId, line: row.line },
  });
  if (!submitted.ok) {
    const { errors, code, detail } = submitted.refusal;
    // Being outrun is no fault of the row: the message comes again.
    if (code === "request.busy") throw new Error(`row ${row.line} of ${message.submissionId}: ${code}`);
    return rejected(errors ?? [{ field: "", code, detail }]);
  }
  const { entry, created } = submitted.value;
  const own = entry.origin?.submissionId === message.submissionId && entry.origin.line === row.line;
  return { line: row.line, outcome: created || own ? "accepted" : "duplicate", id: entry.entryId, errors: [] };
};

/** Rows by subject, so that no two of one subject are decided side by side. */
const inTurns = (rows: RowsChunk): Row[][] => {
  const turns = Map.groupBy(rows, (row) => subjectOf(row.input) ?? `line ${row.line}`);
  return [...turns.values()].reverse();
};

const subjectOf = (input: unknown): string | undefined => {
  const known = entryInput.pick({ subject: true }).safeParse(input);
  return known.success ? known.data.subject.uscc : undefined;
};

const textOf = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
};
