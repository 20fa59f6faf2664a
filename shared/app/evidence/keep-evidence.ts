import type { Actor } from "../../../events/envelope.ts";
import {
  evidenceIdOf,
  evidenceKey,
  evidenceLimit,
  evidenceTypeOf,
  type KeptEvidence,
} from "../../domain/evidence/evidence.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { sha256Of } from "../../kernel/ids.ts";
import { shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { EvidenceStore } from "../../ports/evidence.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import type { FileStore } from "../../ports/submissions.ts";
import { findUpload, type FindUploadDeps, uploadTaken, withoutFile } from "../submission/find-upload.ts";

export interface KeepEvidenceDeps extends FindUploadDeps {
  readonly evidence: Pick<EvidenceStore, "keep">;
  /** Where uploads lie for a day. */
  readonly uploaded: Pick<FileStore, "open">;
  /** Where evidence lies as long as what cites it. */
  readonly kept: Pick<FileStore, "put">;
}

export interface EvidenceConfirmed {
  readonly uploadId: string;
  /** What the agency says that it put. */
  readonly sha256: string;
  readonly by: Actor;
  readonly request: RequestToken & { readonly answerWith: (evidence: KeptEvidence) => RecordedAnswer };
}

/**
 * Makes an upload into evidence: reads its bytes, sees what they are, compares their hash with the one that the agency names,
 * and keeps them where nothing is deleted by age. Refuses what is no PDF, OFD, JPEG or PNG, and a file that is not the one
 * that was meant. The upload's own copy goes within its day.
 */
export const keepEvidence = async (
  deps: KeepEvidenceDeps,
  { uploadId, sha256, by, request }: EvidenceConfirmed,
): Promise<Result<KeptEvidence, Refusal>> => {
  const upload = await findUpload(deps, { uploadId, agencyId: by.agencyId, purpose: "evidence" });
  if (!upload.ok) return upload;
  const now = deps.now();
  const file = await deps.uploaded.open(upload.value.key);
  if (!file) return refused(withoutFile(upload.value, now));
  const bytes = await whole(file);
  const mediaType = bytes && evidenceTypeOf(bytes);
  if (!mediaType)
    return refused(
      wrong("uploadId", "evidence.type", "文件须为 PDF、OFD、JPEG 或 PNG / the file is no PDF, OFD, JPEG or PNG"),
    );
  const found = sha256Of(bytes);
  if (found !== sha256)
    return refused(wrong("sha256", "evidence.hash", `收到的文件为 ${found} / the file received has another hash`));
  const evidenceId = evidenceIdOf(uploadId);
  const evidence: KeptEvidence = {
    evidenceId,
    agencyId: by.agencyId,
    ...(by.officer === undefined ? {} : { officer: by.officer }),
    sha256,
    mediaType,
    bytes: bytes.length,
    keptAt: shanghaiInstant(now),
    citedBy: [],
  };
  await deps.kept.put(evidenceKey(evidenceId), bytes);
  switch (await deps.evidence.keep(evidence, uploadId, { ...request, answer: request.answerWith(evidence), at: now })) {
    case "kept":
      return accepted(evidence);
    case "uploadTaken":
      return refused(uploadTaken);
    case "requestSeen":
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
    case "busy":
      return refused(refusal("request.busy", "请稍后重试 / try again in a moment"));
  }
};

/** All bytes of a file; nothing when there are more than evidence may have. */
const whole = async (file: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of file) {
    length += part.length;
    if (length > evidenceLimit) return undefined;
    parts.push(part);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

const wrong = (field: string, code: string, detail: string): Refusal =>
  refusal("input.invalid", "请按所列各项更正后重试 / mend the fields named and try again", [{ field, code, detail }]);
