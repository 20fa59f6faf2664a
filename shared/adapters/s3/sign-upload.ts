import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { SignUpload } from "../../ports/uploads.ts";

/**
 * Presigned PUTs into the bucket. The length is signed, so that a longer file does not fit the link; so is
 * `if-none-match: *`, so that what was put once cannot be changed while it is being read.
 */
export const createSignUpload = (bucket: string): SignUpload => {
  // A checksum of a body that nobody has yet would be one of nothing.
  const s3 = new S3Client({ maxAttempts: 5, requestChecksumCalculation: "WHEN_REQUIRED" });
  return async (key, { bytes, seconds }) => {
    const put = new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: bytes, IfNoneMatch: "*" });
    const url = await getSignedUrl(s3, put, {
      expiresIn: seconds,
      signableHeaders: new Set(["host", "content-length", "if-none-match"]),
      unhoistableHeaders: new Set(["content-length", "if-none-match"]),
    });
    return { url, headers: { "content-length": String(bytes), "if-none-match": "*" } };
  };
};
