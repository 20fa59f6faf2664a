import { describe, expect, test } from "vitest";
import type { SubmissionReceived } from "../../events/submission-received/v1.ts";
import { readRows } from "../../shared/adapters/files/read-rows.ts";
import { uploadLimit } from "../../shared/app/submission/offer-upload.ts";
import { rowLimit, splitSubmission, type SplitSubmissionDeps } from "../../shared/app/submission/split-submission.ts";
import { officer } from "../support/house.ts";

const message: SubmissionReceived = {
  type: "submission-received",
  version: 1,
  submissionId: "sub_1",
  kind: "listEntries",
  key: "uploads/2026112400/sub_1",
  format: "json",
  charset: "utf-8",
  by: officer,
  correlationId: "test",
};

/** A bucket that counts what is put into it, slowly, and forgets it. */
const world = (
  file: () => AsyncIterable<Uint8Array>,
  put: (key: string) => Promise<void> = () => Promise.resolve(),
) => {
  const seen = { puts: 0, atOnce: 0, most: 0, announced: 0, split: {}, failure: {}, removed: [] as string[] };
  const deps: SplitSubmissionDeps = {
    files: {
      open: () => Promise.resolve(file()),
      put: async (key) => {
        seen.puts++;
        seen.most = Math.max(seen.most, ++seen.atOnce);
        await new Promise(setImmediate);
        seen.atOnce--;
        await put(key);
      },
      remove: (key) => Promise.resolve(void seen.removed.push(key)),
      size: () => Promise.resolve(0),
    },
    submissions: {
      find: () => Promise.resolve(undefined),
      split: (_, counted) => Promise.resolve(void (seen.split = counted)),
      fail: (_, failure) => Promise.resolve(void (seen.failure = failure)),
    },
    rows: { send: (messages) => Promise.resolve(void (seen.announced += messages.length)) },
    readRows,
  };
  return { deps, seen };
};

async function* jsonOf(rows: number): AsyncIterable<Uint8Array> {
  yield Buffer.from('{"rows":[0');
  const text = Buffer.from(",1".repeat(1000));
  for (let n = 1; n < rows; n += 1000) yield text.subarray(0, 2 * Math.min(1000, rows - n));
  yield Buffer.from("]}");
}

describe("a large file", () => {
  test(`of ${rowLimit} rows is announced whole, a few chunks on their way at once`, async () => {
    const { deps, seen } = world(() => jsonOf(rowLimit));
    expect(await splitSubmission(deps, message)).toBe(rowLimit);
    expect(seen).toMatchObject({ puts: 4000, announced: 4000, split: { chunks: 4000, rows: rowLimit } });
    expect(seen.most).toBeGreaterThan(1);
    expect(seen.most).toBeLessThanOrEqual(8);
    expect(seen.removed).toEqual([message.key]);
  });

  test("of one row more fails as a whole, says why, and announces nothing", async () => {
    const { deps, seen } = world(() => jsonOf(rowLimit + 1));
    expect(await splitSubmission(deps, message)).toBe(0);
    expect(seen).toMatchObject({ announced: 0, split: {}, failure: { code: "file.tooManyRows" } });
  });

  test("of more than 50 MB is not read to its end", async () => {
    let given = 0;
    const { deps, seen } = world(async function* () {
      const part = Buffer.alloc(1024 * 1024, " ");
      for (; given < 500; given++) yield await Promise.resolve(part);
    });
    await splitSubmission(deps, message);
    expect(seen.failure).toMatchObject({ code: "file.tooLarge" });
    expect(given).toBeLessThanOrEqual(uploadLimit / (1024 * 1024) + 1);
  });
});

test("a chunk that the bucket does not take breaks the run before anything is announced; the file stays for the next", async () => {
  const { deps, seen } = world(
    () => jsonOf(5000),
    (key) => (key.endsWith("/7") ? Promise.reject(new Error("SlowDown")) : Promise.resolve()),
  );
  await expect(splitSubmission(deps, message)).rejects.toThrow("SlowDown");
  expect(seen).toMatchObject({ announced: 0, split: {}, failure: {}, removed: [] });
});
