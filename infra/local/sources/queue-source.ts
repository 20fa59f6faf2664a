import { place } from "../assembly/local-names.ts";
import { lastPart, type SourceSpec } from "../assembly/deployment.ts";
import type { FauxqsQueue } from "../engines/fauxqs-parts.ts";
import type { MessageEngine } from "../engines/message-engine.ts";
import type { Activity } from "../functions/activity.ts";
import type { CapacityLedger } from "../functions/capacity-ledger.ts";
import type { FunctionPool } from "../functions/function-pool.ts";
import type { VirtualClock } from "../place/virtual-clock.ts";
import { StartRefused } from "../place/start-refused.ts";
import { failedItems } from "./batch-answer.ts";
import { compilePatterns, type EventFilter } from "./filter-pattern.ts";
import { bodyForFilter, type QueueRecord, queueRecord } from "./queue-record.ts";

/** What a queue source works with. */
export interface QueueSurroundings {
  readonly messages: MessageEngine;
  readonly pool: FunctionPool;
  readonly clock: VirtualClock;
  readonly activity: Activity;
  readonly ledger: CapacityLedger;
}

const usualConcurrency = 2;
const mostConcurrency = 4;
const mostPerReceive = 10;

/** Hands the messages of one queue to one function, as Lambda's poller does, but woken by the queue itself. */
export class QueueSource {
  readonly queue: FauxqsQueue;
  readonly #spec: SourceSpec;
  readonly #around: QueueSurroundings;
  readonly #passes: EventFilter;
  readonly #mostAtWork: number;
  #atWork = 0;
  #gathering: QueueRecord[] = [];
  #window: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(spec: SourceSpec, around: QueueSurroundings) {
    const queue = around.messages.queue(lastPart(spec.sourceArn));
    if (queue === undefined)
      throw new StartRefused(`${spec.id} reads a queue that is not in the template: ${spec.sourceArn}`);
    this.queue = queue;
    this.#spec = spec;
    this.#around = around;
    this.#passes = compilePatterns(spec.patterns);
    this.#mostAtWork = Math.min(spec.concurrency ?? usualConcurrency, queue.isFifo() ? 1 : mostConcurrency);
  }

  start(): void {
    this.#listen();
    this.#pull();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#window);
  }

  /** Called by the queue on every new or returned message; synchronous in the sender's call, so the work is deferred. */
  #listen(): void {
    if (this.#stopped) return;
    const wake = (): void => {
      setImmediate(() => {
        if (this.#stopped) return;
        this.#listen();
        this.#pull();
      });
    };
    this.queue.pollWaiters.push({ resolve: wake, timer: undefined });
  }

  #pull(): void {
    while (!this.#stopped && this.#atWork < this.#mostAtWork) {
      const wanted = this.#spec.batchSize - this.#gathering.length;
      // One transaction: also what goes to the dead letters on the way is in exactly one of the two queues.
      const received = this.#around.messages.atomically(() => this.#receive(wanted));
      this.#gathering.push(...received);
      if (this.#gathering.length === 0) return;
      if (this.#gathering.length < this.#spec.batchSize && this.#spec.windowMs > 0) {
        this.#window ??= setTimeout(() => this.#release(), this.#spec.windowMs);
        return;
      }
      this.#release();
    }
  }

  #release(): void {
    clearTimeout(this.#window);
    this.#window = undefined;
    const batch = this.#gathering;
    this.#gathering = [];
    if (batch.length === 0) return;
    this.#atWork++;
    // A receive and a delete, each for ten messages at most.
    this.#around.ledger.polled(2 * Math.ceil(batch.length / mostPerReceive));
    void this.#around.activity
      .during(() => this.#work(batch))
      .finally(() => {
        this.#atWork--;
        this.#pull();
      });
  }

  #receive(wanted: number): QueueRecord[] {
    const records: QueueRecord[] = [];
    const distance = this.#around.clock.distance();
    while (records.length < wanted) {
      const most = Math.min(mostPerReceive, wanted - records.length);
      const received = this.queue.dequeue(most, undefined, (arn) => this.#around.messages.queue(lastPart(arn)));
      if (received.length === 0) break;
      for (const { ReceiptHandle } of received) {
        const message = this.queue.inflightMessages.get(ReceiptHandle)?.message;
        if (message === undefined) continue;
        const record = queueRecord(message, ReceiptHandle, this.queue.arn, place.region, distance);
        // What a filter keeps out is gone, as at Lambda.
        if (this.#spec.patterns.length > 0 && !this.#passes(bodyForFilter(record)))
          this.queue.deleteMessage(ReceiptHandle);
        else records.push(record);
      }
    }
    return records;
  }

  async #work(batch: readonly QueueRecord[]): Promise<void> {
    const outcome = await this.#around.pool.invoke(JSON.stringify({ Records: batch }));
    // A batch that failed becomes visible again when its time is up.
    if (!outcome.ok || this.#stopped) return;
    const failed = this.#spec.partialFailures
      ? failedItems(outcome.payload, new Set(batch.map(({ messageId }) => messageId)))
      : new Set<string>();
    if (failed === "all") return;
    this.#around.messages.atomically(() => {
      for (const { messageId, receiptHandle } of batch) {
        if (!failed.has(messageId)) this.queue.deleteMessage(receiptHandle);
      }
    });
  }
}
