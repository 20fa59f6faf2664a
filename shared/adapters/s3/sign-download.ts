import type { SignDownload } from "../../ports/evidence.ts";
import type { Bucket } from "./bucket.ts";

/** Links that give one file, to be saved and not shown: what others put in is never opened as a page. */
export const createSignDownload =
  (bucket: Bucket): SignDownload =>
  (key, { mediaType, name, seconds }) =>
    bucket.linkToGet(
      key,
      { "response-content-type": mediaType, "response-content-disposition": `attachment; filename="${name}"` },
      seconds,
    );
