import { isDeepStrictEqual } from "node:util";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { BatchWriteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { startFauxqs } from "fauxqs";
import { startSecretsAndKeys } from "../../../infra/local/engines/secrets-and-keys.ts";
import { type TableName, tables } from "../../../infra/stacks/tables.ts";
import { startEngine, type TestEngine } from "../engine.ts";

type Item = Readonly<Record<string, unknown>>;

/** What stands in tables and bucket: to be put back before each case, and to be compared after it. */
export interface Contents {
  readonly items: Readonly<Record<TableName, readonly Item[]>>;
  readonly files: Readonly<Record<string, string>>;
  /** What Secrets Manager keeps of the pepper, once it has been written. */
  readonly secret: Readonly<Record<string, unknown>>;
}

/** Everything that functions work with, in one process: tables, queues, topic, bucket, secret and key. */
export interface World {
  readonly engine: TestEngine;
  readonly putFile: (key: string, text: string) => Promise<void>;
  readonly putPepper: (text: string) => void;
  /** All that stands; what was put there by `restore` is not read again where those uses of it left it as it was. */
  readonly contents: (since?: ReadonlySet<string>) => Promise<Contents>;
  readonly restore: (contents: Contents) => Promise<void>;
  /** What has been sent and not been taken, by queue. */
  readonly sent: () => Readonly<Record<string, readonly string[]>>;
  /** Takes everything off a queue. */
  readonly take: (queue: string) => readonly string[];
  readonly stop: () => Promise<void>;
}

export const queueNames = [
  "Submissions",
  "Rows",
  "FeedbackRows",
  "DisclosureRows",
  "TriggerWork",
  "Answers",
  "FigureWork",
  "EndingWork",
  "ClockWork",
  "WebhookWork",
  "AlertQueue",
] as const;
const buckets = ["files", "kept"] as const;
/** Where a bucket's files lie, as calls name it. */
const places = ["uploads", "chunks", "evidence"];
const writes = /:(?!GetItem|BatchGetItem|Query|ConditionCheckItem|GetObject)/;
/** Evidence lies in a bucket of its own. */
const bucketOf = (key: string): string => (key.startsWith("evidence/") ? "kept" : "files");
/** What a deployment begins with. */
export const firstPepper = "the first pepper of this deployment";
const names = Object.keys(tables) as TableName[];

/** Starts the engines and puts into the environment what functions find there, until it is stopped. */
export const startWorld = async (): Promise<World> => {
  const engine = await startEngine();
  const messages = await startFauxqs({ port: 0, logger: false, host: "127.0.0.1" });
  const kept = inMemory();
  const secretsAndKeys = await startSecretsAndKeys(kept, [
    {
      id: "Pepper",
      type: "AWS::SecretsManager::Secret",
      name: "Pepper",
      properties: { SecretString: firstPepper },
      stack: undefined as never,
      source: { Type: "AWS::SecretsManager::Secret" },
    },
  ]);
  const place = `http://127.0.0.1:${messages.port}`;
  const queueUrl = (name: (typeof queueNames)[number]): string => `${place}/000000000000/${name}`;
  for (const bucket of buckets) messages.createBucket(bucket);
  const { topicArn } = messages.createTopic("Alerts");
  for (const name of queueNames) messages.createQueue(name);
  messages.subscribe({ topic: "Alerts", queue: "AlertQueue", attributes: { RawMessageDelivery: "true" } });
  const before = process.env;
  process.env = {
    ...before,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_ENDPOINT_URL_SQS: place,
    AWS_ENDPOINT_URL_SNS: place,
    AWS_ENDPOINT_URL_S3: place,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsAndKeys.endpoint,
    AWS_ENDPOINT_URL_KMS: secretsAndKeys.endpoint,
    POWERTOOLS_LOG_LEVEL: "SILENT",
    POWERTOOLS_METRICS_DISABLED: "true",
    ...Object.fromEntries(
      names.map((name) => [`${name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase()}_TABLE`, engine.table[name]]),
    ),
    FILES_BUCKET: "files",
    EVIDENCE_BUCKET: "kept",
    SUBMISSIONS_QUEUE_URL: queueUrl("Submissions"),
    ROWS_QUEUE_URL: queueUrl("Rows"),
    FEEDBACK_ROWS_QUEUE_URL: queueUrl("FeedbackRows"),
    DISCLOSURE_ROWS_QUEUE_URL: queueUrl("DisclosureRows"),
    TRIGGERS_QUEUE_URL: queueUrl("TriggerWork"),
    ANSWERS_QUEUE_URL: queueUrl("Answers"),
    FIGURES_QUEUE_URL: queueUrl("FigureWork"),
    ENDINGS_QUEUE_URL: queueUrl("EndingWork"),
    CLOCKS_QUEUE_URL: queueUrl("ClockWork"),
    WEBHOOKS_QUEUE_URL: queueUrl("WebhookWork"),
    ALERTS_TOPIC_ARN: topicArn,
    PEPPER_SECRET_ARN: "Pepper",
    WEBHOOK_KEY_ARN: "arn:aws:kms:us-east-1:000000000000:key/webhooks",
    PERSON_KEY_ARN: "arn:aws:kms:us-east-1:000000000000:key/persons",
    OFFICE_CLIENT_ID: "credit-office-client",
    LOOPBACK_WEBHOOKS: "allowed",
  };
  const s3 = new S3Client({ endpoint: place, region: "us-east-1", forcePathStyle: true });

  const putFile = async (key: string, text: string): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: bucketOf(key), Key: key, Body: text }));
  };
  const files = async (): Promise<Record<string, string>> => {
    const listed = await Promise.all(buckets.map((Bucket) => s3.send(new ListObjectsV2Command({ Bucket }))));
    const Contents = listed.flatMap((each) => each.Contents ?? []);
    const read = async (key: string): Promise<[string, string]> => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucketOf(key), Key: key }));
      return [key, (await Body?.transformToString()) ?? ""];
    };
    return Object.fromEntries(await Promise.all(Contents.map(({ Key = "" }) => read(Key))));
  };
  const scan = async (name: TableName): Promise<readonly Item[]> => {
    const { Items = [], LastEvaluatedKey } = await engine.db.send(new ScanCommand({ TableName: engine.table[name] }));
    if (LastEvaluatedKey) throw new Error(`${name} holds more than a test should need`);
    return Items;
  };
  /** What stood when it was last looked at, while nothing can have changed since. */
  let known: Contents | undefined;
  let restored: Contents | undefined;
  const contents = async (since?: ReadonlySet<string>): Promise<Contents> => {
    const changed = (place: string): boolean =>
      since === undefined || [...since].some((use) => use.startsWith(`${place}:`) && writes.test(use));
    return (known = {
      items: Object.fromEntries(
        await Promise.all(
          names.map(async (name) => [name, (changed(name) ? undefined : restored?.items[name]) ?? (await scan(name))]),
        ),
      ) as Contents["items"],
      files: (places.some(changed) ? undefined : restored?.files) ?? (await files()),
      secret: kept.secret(),
    });
  };
  const messagesOf = (queue: string): readonly string[] => {
    const held = messages.inspectQueue(queue)?.messages;
    if (!held) throw new Error(`no queue ${queue}`);
    const { ready, delayed, inflight } = held;
    return [...ready, ...delayed, ...inflight.map(({ message }) => message)].map(({ body }) => body);
  };

  return {
    engine,
    putFile,
    putPepper: (text) => {
      kept.set("secret.Pepper", text);
    },
    contents,
    restore: async (wanted) => {
      const now = known ?? (await contents());
      known = undefined;
      restored = wanted;
      await mend(engine, now, wanted);
      for (const key of Object.keys(now.files))
        if (!(key in wanted.files)) await s3.send(new DeleteObjectCommand({ Bucket: bucketOf(key), Key: key }));
      for (const [key, text] of Object.entries(wanted.files)) if (now.files[key] !== text) await putFile(key, text);
      for (const queue of queueNames) purge(queue);
      kept.putSecret(wanted.secret);
    },
    sent: () => Object.fromEntries(queueNames.map((queue) => [queue, messagesOf(queue)])),
    take: (queue) => {
      const taken = messagesOf(queue);
      purge(queue);
      return taken;
    },
    stop: async () => {
      s3.destroy();
      secretsAndKeys.stop();
      engine.stop();
      await messages.stop();
      process.env = before;
    },
  };

  function purge(queue: string): void {
    if (messagesOf(queue).length === 0) return;
    // Emptying a queue by its own call would forbid the next one for a minute.
    messages.deleteQueue(queue);
    messages.createQueue(queue);
  }
};

/** What one call may write. */
const mostWrites = 25;

/** Puts back what stood, in as few calls as can be. */
const mend = async (engine: TestEngine, now: Contents, wanted: Contents): Promise<void> => {
  const wrong = names.flatMap((name) => writesOf(engine, name, now.items[name], wanted.items[name]));
  const calls = Array.from({ length: Math.ceil(wrong.length / mostWrites) }, (_, n) =>
    wrong.slice(n * mostWrites, (n + 1) * mostWrites),
  );
  await Promise.all(
    calls.map(async (call) => {
      const RequestItems = Object.fromEntries(
        [...Map.groupBy(call, ({ table }) => table)].map(([table, all]) => [table, all.map(({ write }) => write)]),
      );
      const { UnprocessedItems = {} } = await engine.db.send(new BatchWriteCommand({ RequestItems }));
      if (Object.keys(UnprocessedItems).length > 0) throw new Error("what stood before was not put back");
    }),
  );
};

const writesOf = (engine: TestEngine, name: TableName, now: readonly Item[], wanted: readonly Item[]) => {
  const shape = tables[name];
  const keyNames = "range" in shape ? [shape.hash, shape.range] : [shape.hash];
  const keyOf = (item: Item) => Object.fromEntries(keyNames.map((key) => [key, item[key]]));
  const text = (item: Item): string => JSON.stringify(keyOf(item));
  const [standing, meant] = [
    new Map(now.map((each) => [text(each), each])),
    new Map(wanted.map((each) => [text(each), each])),
  ];
  return [
    ...now.filter((each) => !meant.has(text(each))).map((each) => ({ DeleteRequest: { Key: keyOf(each) } })),
    ...wanted
      .filter((each) => !isDeepStrictEqual(standing.get(text(each)), each))
      .map((each) => ({ PutRequest: { Item: each } })),
  ].map((write) => ({ table: engine.table[name], write }));
};

const inMemory = () => {
  const kept = new Map<string, unknown>();
  const secret = () => Object.fromEntries([...kept].filter(([key]) => key.startsWith("secret")));
  return {
    /** The pepper, and the tokens under which it was written. */
    secret,
    putSecret: (wanted: Contents["secret"]): void => {
      for (const key of Object.keys(secret())) kept.delete(key);
      for (const [key, value] of Object.entries(wanted)) kept.set(key, value);
    },
    get: <T>(key: string) => kept.get(key) as T | undefined,
    set: (key: string, value: unknown) => void kept.set(key, value),
    once: <T>(key: string, make: () => T): T => {
      if (!kept.has(key)) kept.set(key, make());
      return kept.get(key) as T;
    },
    close: () => undefined,
  };
};
