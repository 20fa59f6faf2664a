import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import type { FileList } from "../../ports/submissions.ts";

/** Names of files in the bucket, in order: S3 lists by name. */
export const createFileList = (bucket: string): FileList => {
  const s3 = new S3Client({ maxAttempts: 5 });
  return {
    first: async (prefix) => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
      return Contents.flatMap(({ Key }) => Key ?? []);
    },
  };
};
