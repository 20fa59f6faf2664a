/** What was answered, as it will be answered again. */
export interface RecordedAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A request as its client knows it. The digest is an HMAC, so that it gives nothing of the body away. */
export interface RequestToken {
  readonly clientId: string;
  readonly key: string;
  readonly digest: string;
}

/** A request together with its answer, written in the same transaction as what it changed. */
export interface RecordedRequest extends RequestToken {
  readonly answer: RecordedAnswer;
  readonly at: Date;
}

/** Answers given in the last 7 days, by client and key. */
export interface RequestLog {
  /** Records an answer that changed nothing. False when the key was used in the meantime. */
  readonly record: (request: RecordedRequest) => Promise<boolean>;
  readonly find: (
    clientId: string,
    key: string,
  ) => Promise<{ readonly digest: string; readonly answer: RecordedAnswer } | undefined>;
}
