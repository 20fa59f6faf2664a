import type { DatabaseSync } from "node:sqlite";

/** A message as fauxqs keeps it. */
export interface FauxqsMessage {
  readonly messageId: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly md5OfMessageAttributes?: string;
  readonly messageAttributes: Readonly<Record<string, FauxqsAttribute>>;
  readonly sentTimestamp: number;
  approximateReceiveCount: number;
  approximateFirstReceiveTimestamp?: number;
  readonly messageGroupId?: string;
  readonly messageDeduplicationId?: string;
  readonly sequenceNumber?: string;
}

/** A message attribute in SQS form. */
export interface FauxqsAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** The parts of a fauxqs queue that the host touches. */
export interface FauxqsQueue {
  readonly name: string;
  url: string;
  readonly arn: string;
  readonly attributes: Record<string, string>;
  readonly messages: FauxqsMessage[];
  readonly delayedMessages: FauxqsMessage[];
  readonly inflightMessages: Map<string, { message: FauxqsMessage; visibilityDeadline: number }>;
  readonly fifoMessages: Map<string, FauxqsMessage[]>;
  readonly fifoDelayed: Map<string, FauxqsMessage[]>;
  readonly pollWaiters: { resolve: () => void; timer: NodeJS.Timeout | undefined }[];
  persistence: FauxqsPersistence;
  enqueue(message: FauxqsMessage): void;
  dequeue(
    most: number,
    visibilitySeconds: number | undefined,
    deadLetters: (arn: string) => FauxqsQueue | undefined,
  ): { ReceiptHandle: string }[];
  deleteMessage(receiptHandle: string): boolean;
  setAttributes(attributes: Record<string, string>): void;
  processTimers(): void;
  isFifo(): boolean;
}

interface FauxqsSqsStore {
  host: string;
  persistence: FauxqsPersistence;
  allQueues(): Iterable<FauxqsQueue>;
  getQueueByName(name: string): FauxqsQueue | undefined;
  getQueueByArn(arn: string): FauxqsQueue | undefined;
  createQueue(name: string, url: string, arn: string, attributes: Record<string, string>): FauxqsQueue;
}

interface FauxqsSnsStore {
  persistence: FauxqsPersistence;
  readonly subscriptions: Map<string, unknown>;
  createTopic(name: string, attributes: object, tags: object, region: string): unknown;
  subscribe(topicArn: string, protocol: string, endpoint: string, attributes: Record<string, string>): unknown;
  unsubscribe(arn: string): boolean;
}

interface FauxqsS3Store {
  persistence: FauxqsPersistence;
  createBucket(name: string): void;
  /** Throws when there is no such object. */
  headObject(bucket: string, key: string): unknown;
}

/** The SQLite side of fauxqs. */
export interface FauxqsPersistence {
  readonly db: DatabaseSync;
  transaction(work: () => void): void;
  load(sqs: FauxqsSqsStore, sns: FauxqsSnsStore, s3: FauxqsS3Store): void;
  updateMessageReady(messageId: string): void;
  updateMessageInflight(
    messageId: string,
    receiptHandle: string | null,
    deadline: number | null,
    receiveCount: number,
    firstReceived: number | undefined,
  ): void;
  close(): void;
}

/** What `buildApp` of fauxqs is given. */
export interface FauxqsStores {
  readonly sqsStore: FauxqsSqsStore;
  readonly snsStore: FauxqsSnsStore;
  readonly s3Store: FauxqsS3Store;
}

interface FauxqsParts {
  readonly SqsStore: { new (): FauxqsSqsStore; createMessage(body: string): FauxqsMessage };
  readonly SnsStore: new () => FauxqsSnsStore;
  readonly S3Store: new () => FauxqsS3Store;
  readonly PersistenceManager: new (folder: string) => FauxqsPersistence;
  readonly INVALID_MESSAGE_BODY_CHAR: RegExp;
}

/**
 * The modules inside fauxqs that its package does not export. The version is pinned in package.json; a host that starts
 * and passes its tests has found them all.
 */
export const loadFauxqsParts = async (): Promise<FauxqsParts> => {
  const main = import.meta.resolve("fauxqs");
  const load = (path: string): Promise<unknown> => import(new URL(path, main).href);
  const [types, sqs, sns, s3, persistence] = await Promise.all([
    load("./sqs/sqsTypes.js"),
    load("./sqs/sqsStore.js"),
    load("./sns/snsStore.js"),
    load("./s3/s3Store.js"),
    load("./persistence.js"),
  ]);
  return {
    ...(types as object),
    ...(sqs as object),
    ...(sns as object),
    ...(s3 as object),
    ...(persistence as object),
  } as FauxqsParts;
};

/** fauxqs writes NULL into a NOT NULL column when a visibility is set to 0, and the call fails: write what it means. */
export const mendVisibilityZero = (persistence: FauxqsPersistence): void => {
  const ready = persistence.db.prepare(
    "UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?",
  );
  persistence.updateMessageReady = (messageId) => void ready.run(messageId);
};

/**
 * SQS takes every character of XML 1.0; fauxqs refuses those beyond U+FFFF because its pattern counts UTF-16 halves, and
 * rare characters in Chinese names are beyond. The pattern is one shared object: it is taught to look at whole characters.
 */
export const mendRareCharacters = (pattern: RegExp): void => {
  const invalid = /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
  pattern.test = (text) => invalid.test(text);
};
