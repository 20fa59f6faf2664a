import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Upload, UploadPurpose, UploadStore } from "../../ports/uploads.ts";

export interface FindUploadDeps {
  readonly uploads: Pick<UploadStore, "find">;
  readonly now: () => Date;
}

/** The upload was handed in before, or made into evidence. */
export const uploadTaken = refusal(
  "upload.taken",
  "该上传已使用,请重新申请 / the upload was handed in already, ask for another",
);

const over = refusal("upload.expired", "上传已过期,请重新申请 / the upload is over, ask for another");

/**
 * An upload that its agency comes for. Refuses one that is unknown, another agency's, for something else, taken already, or
 * over.
 */
export const findUpload = async (
  { uploads, now }: FindUploadDeps,
  {
    uploadId,
    agencyId,
    purpose,
  }: { readonly uploadId: string; readonly agencyId: string; readonly purpose: UploadPurpose },
): Promise<Result<Upload, Refusal>> => {
  const upload = await uploads.find(uploadId);
  if (!upload) return refused(refusal("upload.unknown", "没有该上传,请重新申请 / no such upload, ask for another"));
  if (upload.agencyId !== agencyId)
    return refused(refusal("upload.notYours", "非本单位的上传 / it is another agency's upload"));
  if ((upload.purpose ?? "submission") !== purpose)
    return refused(
      refusal("upload.purpose", "上传申请的用途不符,请重新申请 / it was asked for something else, ask for another"),
    );
  if (upload.submissionId !== undefined || upload.evidenceId !== undefined) return refused(uploadTaken);
  return shanghaiInstant(now()) >= upload.keptUntil ? refused(over) : accepted(upload);
};

/** Why an upload has no file: its link still waits for it, or is over. */
export const withoutFile = ({ linkEndsAt }: Upload, now: Date): Refusal =>
  shanghaiInstant(now) >= linkEndsAt
    ? over
    : refusal("upload.empty", "文件尚未上传,请先 PUT 到上传链接 / the file is not there yet: PUT it to the link first");
