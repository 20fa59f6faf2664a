import { lastPart, type SourceSpec } from "../assembly/deployment.ts";
import type { MessageEngine } from "../engines/message-engine.ts";
import type { TableClient } from "../engines/table-client.ts";
import type { Activity } from "../functions/activity.ts";
import type { CapacityLedger } from "../functions/capacity-ledger.ts";
import type { FunctionPool } from "../functions/function-pool.ts";
import type { WriteBell } from "../functions/write-bell.ts";
import type { StateStore } from "../place/state-store.ts";
import { StartRefused } from "../place/start-refused.ts";
import type { VirtualClock } from "../place/virtual-clock.ts";
import { QueueSource } from "./queue-source.ts";
import { StreamSource } from "./stream-source.ts";

/** What event sources work with. */
export interface SourceSurroundings {
  readonly pools: ReadonlyMap<string, FunctionPool>;
  readonly messages: MessageEngine;
  readonly client: TableClient;
  /** Stream ARNs of the engine by table name. */
  readonly streams: ReadonlyMap<string, string>;
  readonly state: StateStore;
  readonly clock: VirtualClock;
  readonly bell: WriteBell;
  readonly activity: Activity;
  readonly ledger: CapacityLedger;
}

/** The event sources, started. */
export interface Sources {
  readonly queues: readonly QueueSource[];
  readonly streams: readonly StreamSource[];
  stop(): Promise<void>;
}

const timerMs = 100;

/** Connects queues and streams to functions as the mappings say. */
export const startSources = (specs: readonly SourceSpec[], around: SourceSurroundings): Sources => {
  const queues: QueueSource[] = [];
  const streams: StreamSource[] = [];
  for (const spec of specs) {
    const pool = around.pools.get(spec.functionName);
    if (pool === undefined)
      throw new StartRefused(`${spec.id} calls a function that is not in the template: ${spec.functionName}`);
    const service = spec.sourceArn.split(":")[2];
    if (service === "sqs") queues.push(new QueueSource(spec, { ...around, pool }));
    else if (service === "dynamodb") {
      const table = lastPart(spec.sourceArn).split("/")[1] ?? "";
      const streamArn = around.streams.get(table);
      if (streamArn === undefined) throw new StartRefused(`${spec.id} reads the stream of ${table}, which has none`);
      streams.push(new StreamSource(spec, { ...around, pool, streamArn }));
    } else throw new StartRefused(`${spec.id} reads ${spec.sourceArn}: the local host knows queues and table streams`);
  }
  for (const source of [...queues, ...streams]) source.start();
  const timer = setInterval(() => wakeDue(around.messages), timerMs);
  return {
    queues,
    streams,
    stop: async () => {
      clearInterval(timer);
      for (const queue of queues) queue.stop();
      await Promise.all(streams.map((stream) => stream.stop()));
    },
  };
};

/** Brings back what has been invisible or delayed for long enough; the queue then wakes its reader. */
const wakeDue = (messages: MessageEngine): void => {
  for (const queue of messages.queues()) {
    if (queue.inflightMessages.size > 0 || queue.delayedMessages.length > 0 || queue.fifoDelayed.size > 0)
      queue.processTimers();
  }
};
