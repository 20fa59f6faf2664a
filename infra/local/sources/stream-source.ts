import { place } from "../assembly/local-names.ts";
import type { SourceSpec } from "../assembly/deployment.ts";
import type { MessageEngine } from "../engines/message-engine.ts";
import { TableEngineError, type TableClient } from "../engines/table-client.ts";
import type { Activity } from "../functions/activity.ts";
import type { FunctionPool } from "../functions/function-pool.ts";
import type { WriteBell } from "../functions/write-bell.ts";
import type { StateStore } from "../place/state-store.ts";
import type { VirtualClock } from "../place/virtual-clock.ts";
import { failedItems } from "./batch-answer.ts";
import { compilePatterns, type EventFilter } from "./filter-pattern.ts";
import { failureNotice } from "./failure-notice.ts";
import type { StreamRecord } from "./stream-record.ts";

/** What a stream source works with. */
export interface StreamSurroundings {
  readonly client: TableClient;
  readonly streamArn: string;
  readonly pool: FunctionPool;
  readonly messages: MessageEngine;
  readonly state: StateStore;
  readonly clock: VirtualClock;
  readonly bell: WriteBell;
  readonly activity: Activity;
}

const mostPerRead = 1000;
/** Without a bell this is how late a write by somebody else is noticed. */
const idleMs = 200;
const slowestRetryMs = 5000;
const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** Hands the records of one table's stream to one function, in order, from a checkpoint that outlives the host. */
export class StreamSource {
  readonly #spec: SourceSpec;
  readonly #around: StreamSurroundings;
  readonly #passes: EventFilter;
  readonly #checkpointKey: string;
  #iterator: string | undefined;
  #shardId = "";
  #pending: StreamRecord[] = [];
  #seenBell = -1;
  #stopped = false;
  #finished: Promise<void> = Promise.resolve();

  constructor(spec: SourceSpec, around: StreamSurroundings) {
    this.#spec = spec;
    this.#around = around;
    this.#passes = compilePatterns(spec.patterns);
    this.#checkpointKey = `checkpoint.${spec.id}.${around.streamArn}`;
  }

  get id(): string {
    return this.#spec.id;
  }

  /** Whether everything that was written when the bell last rang has been handed on. */
  get caughtUp(): boolean {
    return this.#pending.length === 0 && this.#seenBell === this.#around.bell.count();
  }

  start(): void {
    this.#finished = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#around.bell.ring();
    await Promise.race([this.#finished, pause(1000)]);
  }

  async #run(): Promise<void> {
    let trouble = 0;
    while (!this.#stopped) {
      try {
        await this.#step();
        trouble = 0;
      } catch (problem) {
        if (this.#stopped) return;
        this.#iterator = undefined;
        this.#pending = [];
        trouble++;
        if (trouble === 20)
          console.error(`The stream of ${this.#spec.id} cannot be read: ${(problem as Error).message}`);
        await pause(Math.min(slowestRetryMs, 20 * 2 ** Math.min(trouble, 8)));
      }
    }
  }

  async #step(): Promise<void> {
    const { bell, client } = this.#around;
    const ringing = bell.count();
    this.#iterator ??= await this.#open();
    const read = await client.stream<{ Records: StreamRecord[]; NextShardIterator?: string }>("GetRecords", {
      ShardIterator: this.#iterator,
      Limit: mostPerRead,
    });
    this.#iterator = read.NextShardIterator;
    this.#pending = read.Records;
    if (this.#pending.length === 0) {
      this.#seenBell = ringing;
      await bell.next(ringing, idleMs);
      return;
    }
    if (this.#spec.windowMs > 0 && this.#pending.length < this.#spec.batchSize) await pause(this.#spec.windowMs);
    while (this.#pending.length > 0 && !this.#stopped) {
      // Filters come before batching: what they keep out takes no place in a batch.
      const { batch, read: taken } = this.#nextBatch();
      if (batch.length > 0) await this.#around.activity.during(() => this.#deliver(batch));
      if (this.#stopped && batch.length > 0 && !this.#delivered) return;
      this.#keep(taken[taken.length - 1]);
      this.#pending = this.#pending.slice(taken.length);
    }
  }

  #delivered = false;

  #nextBatch(): { batch: StreamRecord[]; read: StreamRecord[] } {
    const batch: StreamRecord[] = [];
    let index = 0;
    for (; index < this.#pending.length && batch.length < this.#spec.batchSize; index++) {
      const record = this.#pending[index];
      if (record !== undefined && this.#passes(record)) batch.push(record);
    }
    return { batch, read: this.#pending.slice(0, index) };
  }

  /** Tries until all is done or given up: from the lowest failed record on, halving when the whole batch fails. */
  async #deliver(batch: readonly StreamRecord[]): Promise<void> {
    this.#delivered = false;
    const parts: StreamRecord[][] = [[...batch]];
    let retries = 0;
    while (!this.#stopped) {
      const part = parts[0];
      if (part === undefined) {
        this.#delivered = true;
        return;
      }
      const rest = await this.#invoke(part);
      if (rest.length < part.length) retries = 0;
      if (rest.length === 0) {
        parts.shift();
        this.#keep(part[part.length - 1]);
        continue;
      }
      if (rest.length < part.length) this.#keep(part[part.length - rest.length - 1]);
      if (retries >= this.#spec.maximumRetries) {
        this.#giveUp(rest, retries);
        parts.shift();
        retries = 0;
        continue;
      }
      const half = Math.ceil(rest.length / 2);
      parts.splice(0, 1, ...(this.#spec.bisect && rest.length > 1 ? [rest.slice(0, half), rest.slice(half)] : [rest]));
      retries++;
      await pause(Math.min(slowestRetryMs, 50 * 2 ** Math.min(retries, 8)));
    }
  }

  /** The records that are still to be done after one invocation. */
  async #invoke(part: StreamRecord[]): Promise<StreamRecord[]> {
    const shift = this.#around.clock.distance() / 1000;
    const records = part.map((record) => ({
      ...record,
      awsRegion: place.region,
      eventSourceARN: this.#spec.sourceArn,
      dynamodb: {
        ...record.dynamodb,
        ApproximateCreationDateTime: Math.floor((record.dynamodb.ApproximateCreationDateTime ?? 0) + shift),
      },
    }));
    const outcome = await this.#around.pool.invoke(JSON.stringify({ Records: records }));
    if (!outcome.ok) return part;
    if (!this.#spec.partialFailures) return [];
    const failed = failedItems(outcome.payload, new Set(part.map(({ dynamodb }) => dynamodb.SequenceNumber)));
    if (failed === "all") return part;
    const lowest = part.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
    return lowest < 0 ? [] : part.slice(lowest);
  }

  #giveUp(records: readonly StreamRecord[], retries: number): void {
    const { onFailureArn } = this.#spec;
    if (onFailureArn === undefined) return;
    const { pool, messages, clock, streamArn } = this.#around;
    messages.send(
      onFailureArn,
      JSON.stringify(
        failureNotice(records, {
          functionArn: pool.spec.arn,
          invocations: retries + 1,
          now: clock.now(),
          shardId: this.#shardId,
          streamArn,
        }),
      ),
    );
  }

  #keep(record: StreamRecord | undefined): void {
    if (record !== undefined) this.#around.state.set(this.#checkpointKey, record.dynamodb.SequenceNumber);
  }

  async #open(): Promise<string> {
    const { client, streamArn, state } = this.#around;
    const described = await client.stream<{ StreamDescription: { Shards: { ShardId: string }[] } }>("DescribeStream", {
      StreamArn: streamArn,
    });
    this.#shardId = described.StreamDescription.Shards[0]?.ShardId ?? "";
    const checkpoint = state.get<string>(this.#checkpointKey);
    const from = (start: object): Promise<{ ShardIterator: string }> =>
      client.stream("GetShardIterator", { StreamArn: streamArn, ShardId: this.#shardId, ...start });
    const type = this.#spec.startAtTrimHorizon ? "TRIM_HORIZON" : "LATEST";
    if (checkpoint === undefined) return (await from({ ShardIteratorType: type })).ShardIterator;
    try {
      return (await from({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: checkpoint })).ShardIterator;
    } catch (problem) {
      if (!(problem instanceof TableEngineError) || problem.code !== "TrimmedDataAccessException") throw problem;
      return (await from({ ShardIteratorType: "TRIM_HORIZON" })).ShardIterator;
    }
  }
}
