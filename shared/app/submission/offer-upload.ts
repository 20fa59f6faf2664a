import { evidenceLimit } from "../../domain/evidence/evidence.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { fileKey, offeredHours } from "../../domain/submission/file-key.ts";
import { shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import type { FileFormat, SignUpload, UploadPurpose, UploadStore } from "../../ports/uploads.ts";

export interface OfferUploadDeps {
  readonly uploads: Pick<UploadStore, "offer">;
  readonly sign: SignUpload;
  readonly newUploadId: () => string;
  readonly now: () => Date;
}

export interface UploadAsked {
  readonly bytes: number;
  readonly format?: FileFormat | undefined;
  readonly purpose: UploadPurpose;
  readonly agencyId: string;
  readonly request: RequestToken & { readonly answerWith: (offer: UploadOffer) => RecordedAnswer };
}

/** What an agency needs to put its file into the bucket. */
export interface UploadOffer {
  readonly uploadId: string;
  readonly url: string;
  readonly method: "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

/** The largest file that is taken at all. */
export const uploadLimit = 50 * 1024 * 1024;
const linkSeconds = 15 * 60;

/**
 * Offers an agency a link to put one file, of exactly the length that it names, into the bucket. Nothing happens with
 * the file until the same agency hands it in by the upload's id, or confirms it as evidence. Refuses more than 50 MB of rows
 * and more than 10 MB of evidence.
 */
export const offerUpload = async (deps: OfferUploadDeps, asked: UploadAsked): Promise<Result<UploadOffer, Refusal>> => {
  const { bytes, format, purpose, agencyId, request } = asked;
  if (purpose === "evidence" && bytes > evidenceLimit)
    return refused(refusal("submission.tooLarge", "证据材料不得超过 10 MB / at most 10 MB of evidence"));
  if (bytes > uploadLimit)
    return refused(refusal("submission.tooLarge", "上传的文件不得超过 50 MB,请拆分 / at most 50 MB, split the file"));
  const uploadId = deps.newUploadId();
  const now = deps.now();
  const key = fileKey(now, uploadId);
  const after = (seconds: number): string => shanghaiInstant(new Date(now.getTime() + seconds * 1000));
  const { url, headers } = await deps.sign(key, { bytes, seconds: linkSeconds });
  const offer: UploadOffer = { uploadId, url, method: "PUT", headers, expiresAt: after(linkSeconds) };
  const recorded = await deps.uploads.offer(
    {
      uploadId,
      agencyId,
      key,
      bytes,
      ...(format === undefined ? {} : { format }),
      ...(purpose === "evidence" ? { purpose } : {}),
      linkEndsAt: offer.expiresAt,
      keptUntil: after(offeredHours * 60 * 60),
    },
    { ...request, answer: request.answerWith(offer), at: now },
  );
  switch (recorded) {
    case "offered":
      return accepted(offer);
    case "requestSeen":
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
    case "busy":
      return refused(refusal("request.busy", "请稍后重试 / try again in a moment"));
  }
};
