import type { RecordedRequest } from "./requests.ts";

/** What a file handed in may be. */
export type FileFormat = "json" | "csv" | "xlsx";

/** What a file is put in for: rows to be handed in, or a piece of evidence. */
export type UploadPurpose = "submission" | "evidence";

/** Leave to put one file into the bucket, given to one agency. */
export interface Upload {
  readonly uploadId: string;
  readonly agencyId: string;
  /** Where the file will lie. */
  readonly key: string;
  /** The exact length that was asked for, and signed. */
  readonly bytes: number;
  readonly format?: FileFormat;
  /** For rows unless it says otherwise. */
  readonly purpose?: "evidence";
  /** Until when the link takes the file. */
  readonly linkEndsAt: string;
  /** Until when the file, once there, can be handed in; soon after it is gone. */
  readonly keptUntil: string;
  /** The submission that took it; an upload is taken once. */
  readonly submissionId?: string;
  /** Or the evidence that it became. */
  readonly evidenceId?: string;
}

/** The uploads offered in the last day. */
export interface UploadStore {
  /** Records it with its request, unless that was seen before or is being written this moment. */
  readonly offer: (upload: Upload, request: RecordedRequest) => Promise<"offered" | "requestSeen" | "busy">;
  readonly find: (uploadId: string) => Promise<Upload | undefined>;
}

/** Signs leave to put exactly `bytes` bytes under `key`, once, for `seconds`. The headers must be sent as given. */
export type SignUpload = (
  key: string,
  file: { readonly bytes: number; readonly seconds: number },
) => Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> }>;
