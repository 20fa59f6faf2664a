import type { SignUpload } from "../../ports/uploads.ts";
import type { Bucket } from "./bucket.ts";

/**
 * Links that take one PUT into the bucket. The length is signed, so that a longer file does not fit the link; so is
 * `if-none-match: *`, so that what was put once cannot be changed while it is being read.
 */
export const createSignUpload =
  (bucket: Bucket): SignUpload =>
  async (key, { bytes, seconds }) => {
    const headers = { "content-length": String(bytes), "if-none-match": "*" };
    return { url: await bucket.linkToPut(key, headers, seconds), headers };
  };
