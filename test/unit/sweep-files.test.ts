import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sweepFiles } from "../../shared/app/submission/sweep-files.ts";
import { chunkKey, fileKey, isDue, offeredHours, ownerOf } from "../../shared/domain/submission/file-key.ts";
import type { Submission } from "../../shared/ports/submissions.ts";
import type { Upload } from "../../shared/ports/uploads.ts";
import { monday } from "../support/house.ts";

const hourMs = 3_600_000;
const minuteMs = 60_000;
const after = (at: Date, ms: number) => new Date(at.getTime() + ms);

/** The hourly schedule: the first call at minute 40 that finds the file due. */
const sweptAt = (key: string, from: Date): Date => {
  let call = new Date(Math.floor(from.getTime() / hourMs) * hourMs + 40 * minuteMs);
  while (call < from || !isDue(key, call)) call = after(call, hourMs);
  return call;
};

describe("a file's name says when it must go (SPEC: deleted at most 24 hours later)", () => {
  test("after its upload can no longer be handed in, and before it is a day old, whenever it came", () => {
    fc.assert(
      fc.property(fc.date({ min: monday, max: after(monday, 400 * 24 * hourMs), noInvalidDate: true }), (at) => {
        const age = sweptAt(fileKey(at, "upl_1"), at).getTime() - at.getTime();
        expect(age).toBeGreaterThan(offeredHours * hourMs + 30 * minuteMs);
        expect(age).toBeLessThan(24 * hourMs);
      }),
    );
  });

  test("chunks go with the file that they were cut from", () => {
    const key = fileKey(monday, "sub_1");
    expect(chunkKey(key, "sub_1", 7)).toBe(`chunks/${key.split("/")[1]}/sub_1/7`);
    expect(ownerOf(chunkKey(key, "sub_1", 7))).toBe("sub_1");
  });

  test("one from before names had hours is left to the bucket", () => {
    expect(chunkKey("uploads/sub_1", "sub_1", 0)).toBe("chunks/sub_1/0");
    expect(isDue("uploads/sub_1", after(monday, 1000 * hourMs))).toBe(false);
  });
});

const submission = (change: Partial<Submission> = {}): Submission => ({
  submissionId: "sub_1",
  kind: "listEntries",
  agencyId: "tax",
  receivedAt: "2026-11-23T09:00:00.000+08:00",
  doneChunks: 0,
  counts: { accepted: 0, duplicate: 0, rejected: 0 },
  ...change,
});

/** A bucket and records; listing gives at most three names at a time. */
const world = (
  names: readonly string[],
  submissions: readonly Submission[] = [],
  uploads: readonly Partial<Upload>[] = [],
  cited: readonly string[] = [],
) => {
  const left = new Set(names);
  const failed: string[] = [];
  const dropped: string[] = [];
  let lists = 0;
  return {
    left,
    failed,
    dropped,
    lists: () => lists,
    deps: {
      files: {
        first: (prefix: string) => {
          lists++;
          return Promise.resolve(
            [...left]
              .filter((name) => name.startsWith(prefix))
              .sort()
              .slice(0, 3),
          );
        },
        remove: (key: string) => Promise.resolve(void left.delete(key)),
      },
      submissions: {
        find: (id: string) => Promise.resolve(submissions.find(({ submissionId }) => submissionId === id)),
        fail: (id: string) => Promise.resolve(void failed.push(id)),
      },
      uploads: {
        find: (id: string) => Promise.resolve(uploads.find(({ uploadId }) => uploadId === id) as Upload | undefined),
      },
      evidence: { drop: (id: string) => Promise.resolve(!cited.includes(id)) },
      kept: { remove: (key: string) => Promise.resolve(void dropped.push(key)) },
    },
  };
};

describe("the hourly sweep", () => {
  const dayLater = after(monday, 23 * hourMs);

  test("removes what is due, however much, and nothing else", async () => {
    const due = Array.from({ length: 8 }, (_, n) => fileKey(monday, `upl_${n}`));
    const young = fileKey(after(monday, 2 * hourMs), "upl_9");
    const { deps, left } = world([...due, young]);
    expect(await sweepFiles(deps, dayLater)).toEqual({ removed: 8, failed: 0 });
    expect([...left]).toEqual([young]);
    expect(await sweepFiles(deps, dayLater)).toEqual({ removed: 0, failed: 0 });
  });

  test("asks twice when there is nothing to do: once for files, once for chunks", async () => {
    const { deps, lists } = world([fileKey(after(monday, 5 * hourMs), "upl_1")]);
    await sweepFiles(deps, dayLater);
    expect(lists()).toBe(2);
  });

  test("tells the submission that waited for the file, for its upload, or for its chunks", async () => {
    const key = fileKey(monday, "sub_1");
    const unread = world([key], [submission()]);
    await sweepFiles(unread.deps, dayLater);
    const taken = world([fileKey(monday, "upl_1")], [submission()], [{ uploadId: "upl_1", submissionId: "sub_1" }]);
    await sweepFiles(taken.deps, dayLater);
    const cut = world(
      [chunkKey(key, "sub_1", 1), chunkKey(key, "sub_1", 2)],
      [submission({ chunks: 3, doneChunks: 1 })],
    );
    expect(await sweepFiles(cut.deps, dayLater)).toEqual({ removed: 2, failed: 1 });
    for (const { failed, left } of [unread, taken, cut]) expect([failed, left.size]).toEqual([["sub_1"], 0]);
  });

  test("says nothing to one that is done or has failed, and to an upload that nobody took", async () => {
    const failure = { code: "file.csv", detail: "" };
    for (const done of [submission({ chunks: 2, doneChunks: 2 }), submission({ failure })]) {
      const { deps, failed } = world([fileKey(monday, "sub_1")], [done]);
      await sweepFiles(deps, dayLater);
      expect(failed).toEqual([]);
    }
    const { deps, failed } = world([fileKey(monday, "upl_1")], [], [{ uploadId: "upl_1" }]);
    expect(await sweepFiles(deps, dayLater)).toEqual({ removed: 1, failed: 0 });
    expect(failed).toEqual([]);
  });

  test("drops evidence that nothing cites with its upload, confirmed or not, and leaves what is cited", async () => {
    const evidence = ["upl_1", "upl_2"].map((uploadId) => ({ uploadId, purpose: "evidence" as const }));
    const names = evidence.map(({ uploadId }) => fileKey(monday, uploadId));
    const { deps, dropped, left } = world(names, [], evidence, ["evd_2"]);
    expect(await sweepFiles(deps, dayLater)).toEqual({ removed: 2, failed: 0 });
    expect([dropped, left.size]).toEqual([["evidence/evd_1"], 0]);
  });
});
