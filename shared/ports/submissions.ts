import type { FigureTold } from "../../events/figure-told/v1.ts";
import type { SubmissionReceived } from "../../events/submission-received/v1.ts";
import type { SubmissionKind } from "../../events/vocabulary.ts";
import type { RowsReady } from "../../events/rows-ready/v1.ts";
import type { FieldError } from "../kernel/field-errors.ts";
import type { RecordedRequest } from "./requests.ts";

/** The answer to one row. `line` is its first physical line; the header is line 1. */
export interface RowResult {
  readonly line: number;
  readonly outcome: "accepted" | "duplicate" | "rejected";
  readonly id?: string;
  readonly errors: readonly FieldError[];
}

export interface Submission {
  readonly submissionId: string;
  readonly kind: SubmissionKind;
  readonly agencyId: string;
  readonly receivedAt: string;
  /** Known once the file has been read through. */
  readonly chunks?: number;
  readonly rows?: number;
  readonly doneChunks: number;
  readonly counts: { readonly accepted: number; readonly duplicate: number; readonly rejected: number };
  readonly failure?: { readonly code: string; readonly detail: string };
}

/** Rows to a chunk: results are stored and read in these steps. */
export const chunkSize = 50;

/** Why a submission was not recorded: its request was seen before, its upload went to another, or somebody was faster. */
export type SubmissionCreated = "created" | "requestSeen" | "uploadTaken" | "busy";

/** Submissions and the answers to their rows. */
export interface SubmissionStore {
  /** Records it with its request and takes the upload, all or nothing; the relay passes `message` on. */
  readonly create: (
    submission: Submission,
    message: SubmissionReceived,
    request: RecordedRequest,
    uploadId?: string,
  ) => Promise<SubmissionCreated>;
  readonly find: (submissionId: string) => Promise<Submission | undefined>;
  readonly split: (submissionId: string, counted: { readonly chunks: number; readonly rows: number }) => Promise<void>;
  readonly fail: (submissionId: string, failure: { readonly code: string; readonly detail: string }) => Promise<void>;
  /** Records a chunk's results once, with what figures are told of them; a second time changes nothing. */
  readonly record: (
    submissionId: string,
    chunk: number,
    results: readonly RowResult[],
    told?: FigureTold,
  ) => Promise<void>;
  readonly hasChunk: (submissionId: string, chunk: number) => Promise<boolean>;
  /** Answers of the chunks that are done, by chunk, in order. */
  readonly results: (
    submissionId: string,
    fromChunk: number,
    toChunk: number,
  ) => Promise<readonly { readonly chunk: number; readonly results: readonly RowResult[] }[]>;
}

/** Files on their way through; nothing stays longer than 24 hours. */
export interface FileStore {
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  readonly open: (key: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
  readonly remove: (key: string) => Promise<void>;
  /** Its bytes; nothing when there is no such file. */
  readonly size: (key: string) => Promise<number | undefined>;
}

/** The names of files in order; those that must go first stand first. */
export interface FileList {
  /** Up to a thousand names that begin like this. */
  readonly first: (prefix: string) => Promise<readonly string[]>;
}

/** Where chunks of rows are announced, each kind of rows in its own place. */
export interface RowQueue {
  readonly send: (messages: readonly RowsReady[]) => Promise<void>;
}
