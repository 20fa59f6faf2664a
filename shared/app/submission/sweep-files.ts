import { evidenceIdOf, evidenceKey } from "../../domain/evidence/evidence.ts";
import { isDue, ownerOf } from "../../domain/submission/file-key.ts";
import { shanghaiInstant } from "../../kernel/local-date.ts";
import type { EvidenceStore } from "../../ports/evidence.ts";
import type { FileList, FileStore, SubmissionStore } from "../../ports/submissions.ts";
import type { UploadStore } from "../../ports/uploads.ts";
import { inFlight } from "../../kernel/in-flight.ts";
import { statusOf } from "./read-submission.ts";

export interface SweepFilesDeps {
  readonly files: Pick<FileStore, "remove"> & FileList;
  readonly submissions: Pick<SubmissionStore, "find" | "fail">;
  readonly uploads: Pick<UploadStore, "find">;
  readonly evidence: Pick<EvidenceStore, "drop">;
  /** Files of evidence, kept apart. */
  readonly kept: Pick<FileStore, "remove">;
}

/** What a sweep did. */
export interface FilesSwept {
  readonly removed: number;
  readonly failed: number;
}

const removalsAtOnce = 16;

/**
 * Removes every file whose hour has come: uploads that nobody handed in, and files and chunks that were not processed in a
 * day (SPEC "Persons and their data"). A submission that loses rows this way is told so before they go; evidence that nothing
 * cites by then goes with its upload. What is due stands first in the list, so a sweep costs what is due; done twice it finds nothing.
 */
export const sweepFiles = async (deps: SweepFilesDeps, at: Date): Promise<FilesSwept> => {
  let removed = 0;
  const failed = new Set<string>();
  for (const place of ["uploads/", "chunks/"] as const) {
    for (let more = true; more;) {
      const first = await deps.files.first(place);
      const due = first.filter((key) => isDue(key, at));
      for (const owner of new Set(due.map(ownerOf))) {
        const lost = await tellOwner(deps, owner, at);
        if (lost !== undefined) failed.add(lost);
      }
      const removals = inFlight(removalsAtOnce);
      for (const key of due) await removals.start(() => deps.files.remove(key));
      await removals.done();
      removed += due.length;
      more = due.length > 0 && due.length === first.length;
    }
  }
  return { removed, failed: failed.size };
};

/** Drops what nobody cites, and marks a submission as failed that waited for what is about to go; gives its id. */
const tellOwner = async (
  { submissions, uploads, evidence, kept }: SweepFilesDeps,
  owner: string,
  at: Date,
): Promise<string | undefined> => {
  const upload = owner.startsWith("upl_") ? await uploads.find(owner) : undefined;
  if (upload?.purpose === "evidence") {
    const evidenceId = evidenceIdOf(owner);
    if (await evidence.drop(evidenceId, shanghaiInstant(at))) await kept.remove(evidenceKey(evidenceId));
    return undefined;
  }
  const submissionId = owner.startsWith("upl_") ? upload?.submissionId : owner;
  const submission = submissionId === undefined ? undefined : await submissions.find(submissionId);
  if (!submission || submissionId === undefined) return undefined;
  const status = statusOf(submission);
  if (status === "done" || status === "failed") return undefined;
  await submissions.fail(submissionId, {
    code: "file.gone",
    detail:
      "文件已过 24 小时保存期,未处理完毕;没有结果的行请重新报送 / its day was over before all of it was processed: send the rows without an answer again",
  });
  return submissionId;
};
