import type { Actor } from "../../events/envelope.ts";
import { shanghaiInstant } from "../kernel/local-date.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import type { RecordedAnswer, RequestToken } from "../ports/requests.ts";
import type { FileStore, SubmissionStore } from "../ports/submissions.ts";

export interface ReceiveSubmissionDeps {
  readonly files: Pick<FileStore, "put" | "remove">;
  readonly submissions: Pick<SubmissionStore, "create">;
  readonly newSubmissionId: () => string;
  readonly now: () => Date;
}

export interface IncomingFile {
  readonly bytes: Uint8Array;
  readonly format: "json" | "csv";
  readonly charset: "utf-8" | "gb18030";
  readonly by: Actor;
  readonly correlationId: string;
  readonly request: RequestToken & { readonly answerWith: (submissionId: string) => RecordedAnswer };
}

/** Inline files may have 4 MB: what a function receives is base64 and limited to 6 MB. */
export const inlineLimit = 4 * 1024 * 1024;

/**
 * Stores a file and records that it came; only then is it answered. The relay sees the record and passes the work on,
 * so that an accepted file can never be forgotten. Refuses more than 4 MB.
 */
export const receiveSubmission = async (
  deps: ReceiveSubmissionDeps,
  file: IncomingFile,
): Promise<Result<string, Refusal>> => {
  if (file.bytes.length > inlineLimit)
    return refused(
      refusal("submission.tooLarge", "直接提交的文件不得超过 4 MB,请拆分 / at most 4 MB inline, split the file"),
    );
  const submissionId = deps.newSubmissionId();
  const key = `uploads/${submissionId}`;
  const now = deps.now();
  await deps.files.put(key, file.bytes);
  const created = await deps.submissions.create(
    {
      submissionId,
      kind: "listEntries",
      agencyId: file.by.agencyId,
      receivedAt: shanghaiInstant(now),
      doneChunks: 0,
      counts: { accepted: 0, duplicate: 0, rejected: 0 },
    },
    {
      type: "submission-received",
      version: 1,
      submissionId,
      key,
      format: file.format,
      charset: file.charset,
      by: file.by,
      correlationId: file.correlationId,
    },
    { ...file.request, answer: file.request.answerWith(submissionId), at: now },
  );
  if (created) return accepted(submissionId);
  await deps.files.remove(key);
  return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
};
