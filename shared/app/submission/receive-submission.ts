import type { Actor } from "../../../events/envelope.ts";
import type { SubmissionKind } from "../../../events/vocabulary.ts";
import { shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { fileKey } from "../../domain/submission/file-key.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import type { FileStore, SubmissionStore } from "../../ports/submissions.ts";
import type { FileFormat, UploadStore } from "../../ports/uploads.ts";
import { findUpload, uploadTaken, withoutFile } from "./find-upload.ts";
import { uploadLimit } from "./offer-upload.ts";

export interface ReceiveSubmissionDeps {
  readonly files: Pick<FileStore, "put" | "remove" | "size">;
  readonly submissions: Pick<SubmissionStore, "create">;
  readonly uploads: Pick<UploadStore, "find">;
  readonly newSubmissionId: () => string;
  readonly now: () => Date;
}

/** Who hands a file in, and how it is written. */
interface Handed {
  readonly kind: SubmissionKind;
  readonly charset: "utf-8" | "gb18030";
  readonly by: Actor;
  readonly correlationId: string;
  readonly request: RequestToken & { readonly answerWith: (submissionId: string) => RecordedAnswer };
}

export interface IncomingFile extends Handed {
  readonly bytes: Uint8Array;
  readonly format: FileFormat;
}

export interface UploadedFile extends Handed {
  readonly uploadId: string;
  /** As the upload said unless told otherwise. */
  readonly format?: FileFormat | undefined;
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
      refusal(
        "submission.tooLarge",
        "直接提交的文件不得超过 4 MB,较大的请先 POST /v1/uploads / at most 4 MB inline; for more, POST /v1/uploads first",
      ),
    );
  const submissionId = deps.newSubmissionId();
  const key = fileKey(deps.now(), submissionId);
  await deps.files.put(key, file.bytes);
  return record(deps, file, { submissionId, key, format: file.format });
};

/**
 * Takes the file that an agency put into the bucket by an upload of its own, once. Refuses an upload that is unknown,
 * another agency's, over, taken already, or without its file.
 */
export const receiveUpload = async (
  deps: ReceiveSubmissionDeps,
  file: UploadedFile,
): Promise<Result<string, Refusal>> => {
  const found = await findUpload(deps, { uploadId: file.uploadId, agencyId: file.by.agencyId, purpose: "submission" });
  if (!found.ok) return found;
  const upload = found.value;
  const format = file.format ?? upload.format;
  if (!format)
    return refused(
      refusal("input.invalid", "请注明文件格式 / say what the file is", [
        { field: "format", code: "missing", detail: "上传时或提交时须注明 format / name it with the upload or here" },
      ]),
    );
  const size = await deps.files.size(upload.key);
  if (size === undefined) return refused(withoutFile(upload, deps.now()));
  if (size > uploadLimit)
    return refused(refusal("submission.tooLarge", "上传的文件不得超过 50 MB,请拆分 / at most 50 MB, split the file"));
  return record(deps, file, { submissionId: deps.newSubmissionId(), key: upload.key, format, uploadId: file.uploadId });
};

const record = async (
  deps: ReceiveSubmissionDeps,
  { kind, charset, by, correlationId, request }: Handed,
  {
    submissionId,
    key,
    format,
    uploadId,
  }: { readonly submissionId: string; readonly key: string; readonly format: FileFormat; readonly uploadId?: string },
): Promise<Result<string, Refusal>> => {
  const now = deps.now();
  const receivedAt = shanghaiInstant(now);
  const created = await deps.submissions.create(
    {
      submissionId,
      kind,
      agencyId: by.agencyId,
      receivedAt,
      doneChunks: 0,
      counts: { accepted: 0, duplicate: 0, rejected: 0 },
    },
    {
      type: "submission-received",
      version: 1,
      submissionId,
      kind,
      key,
      format,
      charset,
      by,
      receivedAt,
      correlationId,
    },
    { ...request, answer: request.answerWith(submissionId), at: now },
    uploadId,
  );
  if (created === "created") return accepted(submissionId);
  // Its bytes were stored before the record was refused; those of an upload belong to the upload.
  if (uploadId === undefined) await deps.files.remove(key);
  if (created === "uploadTaken") return refused(uploadTaken);
  return created === "busy"
    ? refused(refusal("request.busy", "请稍后重试 / try again in a moment"))
    : refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
};
