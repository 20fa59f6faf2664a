import type { Actor } from "../../events/envelope.ts";
import type { RowsReady } from "../../events/rows-ready/v1.ts";
import type { SubmissionKind } from "../../events/vocabulary.ts";
import { createRequestLog } from "../../shared/adapters/dynamodb/db/requests.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submission/submissions.ts";
import { readRows } from "../../shared/adapters/files/read-rows.ts";
import { admitCommands } from "../../shared/app/entry/admit-commands.ts";
import { admitExternal } from "../../shared/app/external/admit-external.ts";
import { admitRows } from "../../shared/app/entry/admit-rows.ts";
import { splitSubmission } from "../../shared/app/submission/split-submission.ts";
import { fileKey } from "../../shared/domain/submission/file-key.ts";
import { shanghaiInstant } from "../../shared/kernel/local-date.ts";
import type { RowResult } from "../../shared/ports/submissions.ts";
import type { TestEngine } from "./engine.ts";
import { monday } from "./house.ts";
import { houseOn } from "./subjects.ts";

const admits = { listEntries: admitRows, externalEntries: admitExternal, entryCommands: admitCommands };

export interface Sent {
  readonly by: Actor;
  readonly kind: keyof typeof admits & SubmissionKind;
  readonly text: string;
  readonly now?: Date;
  /** When the file came, where its rows are worked on later. */
  readonly received?: Date;
  readonly charset?: "utf-8" | "gb18030";
  /** Has every chunk worked on once before by a worker that is killed before it records its answers. */
  readonly killed?: boolean;
}

let sent = 0;

/** Sends a file (CSV, or JSON where it begins with a brace) through splitting and admitting on the engine; gives its rows' answers in order. */
export const throughPipe = async (
  engine: TestEngine,
  { by, kind, text, now = monday, received = now, charset = "utf-8", killed = false }: Sent,
): Promise<readonly RowResult[]> => {
  const { db, table } = engine;
  const submissions = createSubmissionStore(db, table.Intake);
  const submissionId = `sub_${String(++sent).padStart(26, "0")}`;
  const key = fileKey(now, submissionId);
  const stored = new Map<string, Uint8Array>([[key, Buffer.from(text)]]);
  const files = {
    put: (at: string, bytes: Uint8Array) => Promise.resolve(void stored.set(at, bytes)),
    open: (at: string) => {
      const bytes = stored.get(at);
      return Promise.resolve(
        bytes &&
          (async function* () {
            yield await Promise.resolve(bytes);
          })(),
      );
    },
    remove: (at: string) => Promise.resolve(void stored.delete(at)),
    size: (at: string) => Promise.resolve(stored.get(at)?.length),
  };
  const format = text.startsWith("{") ? "json" : "csv";
  const message = {
    type: "submission-received",
    version: 1,
    submissionId,
    kind,
    key,
    format,
    charset,
    by,
    receivedAt: shanghaiInstant(received),
    correlationId: `through-${sent}`,
  } as const;
  await submissions.create(
    {
      submissionId,
      kind,
      agencyId: by.agencyId,
      receivedAt: message.receivedAt,
      doneChunks: 0,
      counts: { accepted: 0, duplicate: 0, rejected: 0 },
    },
    message,
    { clientId: by.clientId, key: submissionId, digest: "digest", answer: { status: 202, body: {} }, at: now },
  );
  const chunks: RowsReady[] = [];
  await splitSubmission(
    { files, submissions: { ...submissions, find: () => Promise.resolve(undefined) }, readRows, rows: collect(chunks) },
    message,
  );
  const house = { ...houseOn(engine, now), requests: createRequestLog(db, table.Intake), files, submissions };
  const dying = { ...house, submissions: { ...submissions, record: () => Promise.reject(new Error("killed")) } };
  const results: RowResult[] = [];
  for (const chunk of chunks) {
    if (killed) await admits[kind](dying, chunk).catch(() => undefined);
    results.push(...(await admits[kind](house, chunk)));
  }
  return results;
};

const collect = (into: RowsReady[]) => ({
  send: (messages: readonly RowsReady[]) => Promise.resolve(void into.push(...messages)),
});
