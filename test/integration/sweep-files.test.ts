import { afterAll, beforeAll, expect, test } from "vitest";
import { createEvidenceStore } from "../../shared/adapters/dynamodb/submission/evidence.ts";
import { createSubmissionStore } from "../../shared/adapters/dynamodb/submission/submissions.ts";
import { createUploadStore } from "../../shared/adapters/dynamodb/submission/uploads.ts";
import { readResults, readSubmission, statusOf } from "../../shared/app/submission/read-submission.ts";
import { resultsCsv } from "../../shared/app/submission/results-csv.ts";
import { sweepFiles } from "../../shared/app/submission/sweep-files.ts";
import { chunkKey, fileKey } from "../../shared/domain/submission/file-key.ts";
import { shanghaiInstant } from "../../shared/kernel/local-date.ts";
import type { RowResult } from "../../shared/ports/submissions.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { monday, officer } from "../support/house.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => {
  engine.stop();
});

const caller = { agencyId: officer.agencyId, name: officer.name, roles: ["authority"], clientId: "c" } as const;
const rows = (from: number, count: number): RowResult[] =>
  Array.from({ length: count }, (_, index) => ({
    line: from + index,
    outcome: "accepted",
    id: `ent_${from + index}`,
    errors: [],
  }));

test("a submission that lost a chunk in its day fails, and the answers that were given stay to be read", async () => {
  const submissions = createSubmissionStore(engine.db, engine.table.Intake);
  const uploads = createUploadStore(engine.db, engine.table.Intake);
  const submissionId = "sub_lost";
  const key = fileKey(monday, submissionId);
  await submissions.create(
    {
      submissionId,
      kind: "feedback",
      agencyId: officer.agencyId,
      receivedAt: shanghaiInstant(monday),
      doneChunks: 0,
      counts: { accepted: 0, duplicate: 0, rejected: 0 },
    },
    {
      type: "submission-received",
      version: 1,
      submissionId,
      kind: "feedback",
      key,
      format: "csv",
      charset: "utf-8",
      by: officer,
      correlationId: "t",
    },
    { clientId: "c", key: "k", digest: "d", answer: { status: 202, body: {} }, at: monday },
  );
  await submissions.split(submissionId, { chunks: 3, rows: 120 });
  await submissions.record(submissionId, 0, rows(2, 50));
  await submissions.record(submissionId, 2, rows(102, 20));
  const left = new Set([chunkKey(key, submissionId, 1)]);
  const files = {
    first: (prefix: string) => Promise.resolve([...left].filter((name) => name.startsWith(prefix))),
    remove: (name: string) => Promise.resolve(void left.delete(name)),
  };
  const at = new Date(monday.getTime() + 23 * 3_600_000);
  const evidence = createEvidenceStore(engine.db, { lists: engine.table.Lists, intake: engine.table.Intake });
  expect(await sweepFiles({ files, submissions, uploads, evidence, kept: files }, at)).toEqual({
    removed: 1,
    failed: 1,
  });
  expect(left.size).toBe(0);

  const found = await readSubmission({ submissions }, submissionId, caller);
  if (!found.ok) throw new Error(found.refusal.code);
  expect(statusOf(found.value)).toBe("failed");
  expect(found.value).toMatchObject({ kind: "feedback", failure: { code: "file.gone" }, counts: { accepted: 70 } });
  const lines: number[] = [];
  for (let from: number | null = 0; from !== null && lines.length < 200;) {
    const page: Awaited<ReturnType<typeof readResults>> = await readResults({ submissions }, submissionId, caller, {
      from,
      limit: 30,
    });
    if (!page.ok) throw new Error(page.refusal.code);
    lines.push(...page.value.items.map(({ line }) => line));
    from = page.value.next;
  }
  expect(lines).toEqual([...rows(2, 50), ...rows(102, 20)].map(({ line }) => line));
  const csv = await resultsCsv({ submissions }, submissionId, caller, 0);
  if (!csv.ok) throw new Error(csv.refusal.code);
  expect(csv.value.text.split("\r\n").filter((line) => line.includes("受理"))).toHaveLength(70);
  expect(csv.value.text).toContain("file.gone");
});
