import type { FileStore } from "../../ports/submissions.ts";
import type { Bucket } from "./bucket.ts";

/** Files in the bucket, encrypted by it and gone within 24 hours. */
export const createFileStore = (bucket: Bucket): FileStore => ({
  put: async (key, bytes) => {
    if (!(await bucket.ask("PUT", key, bytes))) throw new Error("there is no such bucket");
  },
  open: async (key) => (await bucket.ask("GET", key))?.body,
  size: async (key) => {
    const found = await bucket.ask("HEAD", key);
    return found && Number(found.headers["content-length"]);
  },
  remove: async (key) => {
    await bucket.ask("DELETE", key);
  },
});
