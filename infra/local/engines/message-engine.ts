import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { buildApp } from "fauxqs";
import type { Json } from "../assembly/intrinsics.ts";
import { lastPart } from "../assembly/deployment.ts";
import { place } from "../assembly/local-names.ts";
import type { LocalResource } from "../assembly/resolve-stacks.ts";
import { StartRefused } from "../place/start-refused.ts";
import {
  type FauxqsQueue,
  type FauxqsStores,
  loadFauxqsParts,
  mendRareCharacters,
  mendVisibilityZero,
} from "./fauxqs-parts.ts";
import { refusePresigned } from "./presigned.ts";
import { readyAgain } from "./restored-messages.ts";

/** SQS, SNS and S3, served in this process. */
export interface MessageEngine {
  readonly endpoint: string;
  queue(name: string): FauxqsQueue | undefined;
  queues(): Iterable<FauxqsQueue>;
  /** Does several synchronous changes of queues as one: a kill in between leaves none of them. */
  atomically<T>(work: () => T): T;
  /** Puts a message on a queue, by the queue's ARN. */
  send(queueArn: string, body: string): void;
  /** Creates what is missing; what exists keeps its messages and takes the template's attributes. */
  prepare(resources: readonly LocalResource[]): void;
  stop(): Promise<void>;
}

const mostObjectBytes = 512 * 1024 * 1024;

/**
 * Starts fauxqs from its parts rather than with `startFauxqs`: that one listens on all interfaces, takes no object above
 * 11 MB, and keeps its queues to itself, so that a consumer in this process would have to poll over HTTP.
 */
export const startMessageEngine = async (
  folder: string,
  port: number | undefined,
  now: () => number,
): Promise<MessageEngine> => {
  mkdirSync(folder, { recursive: true });
  const parts = await loadFauxqsParts();
  const persistence = new parts.PersistenceManager(folder);
  // Survives SIGKILL; saves an fsync per message.
  persistence.db.exec("PRAGMA synchronous = NORMAL");
  mendVisibilityZero(persistence);
  mendRareCharacters(parts.INVALID_MESSAGE_BODY_CHAR);
  const stores: FauxqsStores = {
    sqsStore: new parts.SqsStore(),
    snsStore: new parts.SnsStore(),
    s3Store: new parts.S3Store(),
  };
  persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store);
  stores.sqsStore.persistence = persistence;
  stores.snsStore.persistence = persistence;
  stores.s3Store.persistence = persistence;
  for (const queue of stores.sqsStore.allQueues()) {
    queue.persistence = persistence;
    readyAgain(queue, persistence);
  }
  stores.sqsStore.host = "";
  const app = buildApp({ logger: false, defaultRegion: place.region, stores: stores as never });
  app.removeContentTypeParser("*");
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: mostObjectBytes }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook("onRequest", (request, reply, done) => {
    const refusal = refusePresigned(request.raw, { now: now(), has: hasObject(stores) });
    if (refusal === undefined) done();
    else void reply.code(refusal.status).type("application/xml").send(refusal.body);
  });
  await listen(app, port);
  const endpoint = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const { sqsStore } = stores;
  return {
    endpoint,
    queue: (name) => sqsStore.getQueueByName(name),
    queues: () => sqsStore.allQueues(),
    atomically: (work) => {
      const results: ReturnType<typeof work>[] = [];
      persistence.transaction(() => void results.push(work()));
      return results[0] as ReturnType<typeof work>;
    },
    send: (queueArn, body) => {
      const queue = sqsStore.getQueueByArn(queueArn);
      if (queue === undefined) throw new Error(`there is no queue ${queueArn}`);
      queue.enqueue(parts.SqsStore.createMessage(body));
    },
    prepare: (resources) => prepare(stores, resources, endpoint),
    stop: async () => {
      await app.close();
      persistence.close();
    },
  };
};

const hasObject =
  ({ s3Store }: FauxqsStores) =>
  (bucket: string, key: string): boolean => {
    try {
      s3Store.headObject(bucket, key);
      return true;
    } catch {
      return false;
    }
  };

/** On the port of last time, so that upload links stay good over a restart; on another if that one is taken by now. */
const listen = async (app: ReturnType<typeof buildApp>, port: number | undefined): Promise<void> => {
  if (port !== undefined) {
    try {
      await app.listen({ port, host: "127.0.0.1" });
      return;
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== "EADDRINUSE") throw problem;
    }
  }
  await app.listen({ port: 0, host: "127.0.0.1" });
};

const queueAttributes = [
  "VisibilityTimeout",
  "DelaySeconds",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "RedrivePolicy",
  "FifoQueue",
  "ContentBasedDeduplication",
];

const attributesOf = (properties: Readonly<Record<string, Json>>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = properties[name];
      if (value === undefined || value === null) return [];
      return [[name, typeof value === "object" ? JSON.stringify(value) : String(value)]];
    }),
  );

const prepare = (
  { sqsStore, snsStore, s3Store }: FauxqsStores,
  all: readonly LocalResource[],
  endpoint: string,
): void => {
  for (const { type, name, properties } of all) {
    if (type === "AWS::SQS::Queue") {
      const attributes = attributesOf(properties, queueAttributes);
      const existing = sqsStore.getQueueByName(name);
      const arn = `arn:aws:sqs:${place.region}:${place.account}:${name}`;
      // Creating an existing queue would erase its messages.
      const url = `${endpoint}/${place.account}/${name}`;
      if (existing === undefined) sqsStore.createQueue(name, url, arn, attributes);
      else {
        existing.url = url;
        existing.setAttributes(attributes);
      }
    } else if (type === "AWS::SNS::Topic") {
      snsStore.createTopic(name, {}, {}, place.region);
    } else if (type === "AWS::S3::Bucket") {
      s3Store.createBucket(name);
    }
  }
  // Subscriptions hold nothing: they are made anew, so that a changed template counts.
  for (const arn of [...snsStore.subscriptions.keys()]) snsStore.unsubscribe(arn);
  for (const { id, type, properties } of all) {
    if (type !== "AWS::SNS::Subscription") continue;
    if (properties["Protocol"] !== "sqs") {
      throw new StartRefused(
        `The local host delivers SNS to queues only: ${id} wants ${String(properties["Protocol"])}`,
      );
    }
    const queueArn = String(properties["Endpoint"]);
    if (sqsStore.getQueueByArn(queueArn) === undefined) {
      throw new StartRefused(`${id} delivers to a queue that is not in the template: ${lastPart(queueArn)}`);
    }
    const attributes = attributesOf(properties, [
      "RawMessageDelivery",
      "FilterPolicy",
      "FilterPolicyScope",
      "RedrivePolicy",
    ]);
    snsStore.subscribe(String(properties["TopicArn"]), "sqs", queueArn, attributes);
  }
};
