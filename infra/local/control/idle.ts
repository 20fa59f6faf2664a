import type { MessageEngine } from "../engines/message-engine.ts";
import type { Activity } from "../functions/activity.ts";
import type { WriteBell } from "../functions/write-bell.ts";
import type { QueueSource } from "../sources/queue-source.ts";
import type { StreamSource } from "../sources/stream-source.ts";

/** What can be busy. */
export interface Busyness {
  readonly activity: Activity;
  readonly bell: WriteBell;
  readonly messages: MessageEngine;
  readonly queues: readonly QueueSource[];
  readonly streams: readonly StreamSource[];
  /** The queues that functions, sources and schedules send to what they could not do. */
  readonly failureArns: readonly string[];
}

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** Knows when everything that was set off is done. Queues without a reader, dead letters above all, do not count. */
export class IdleWatch {
  readonly #watched: Busyness;

  constructor(watched: Busyness) {
    this.#watched = watched;
  }

  /** Whether nothing runs, no queue with a reader holds a message, and every stream has been read to its end. */
  isIdle(): boolean {
    const { activity, queues, streams } = this.#watched;
    return (
      activity.running === 0 &&
      streams.every((stream) => stream.caughtUp) &&
      queues.every(
        ({ queue }) =>
          queue.messages.length === 0 && queue.inflightMessages.size === 0 && queue.fifoMessages.size === 0,
      )
    );
  }

  /** What is still busy, in words. */
  reasons(): string[] {
    const { activity, queues, streams } = this.#watched;
    return [
      ...(activity.running > 0 ? [`${activity.running} invocations or deliveries run`] : []),
      ...streams.filter(({ caughtUp }) => !caughtUp).map(({ id }) => `stream source ${id} has records to read`),
      ...queues
        .filter(({ queue }) => queue.messages.length + queue.inflightMessages.size + queue.fifoMessages.size > 0)
        .map(
          ({ queue }) =>
            `${queue.name} holds ${queue.messages.length} messages, ${queue.inflightMessages.size} in flight`,
        ),
    ];
  }

  /** Waits until it is idle; false when it still is not after `mostMs`. */
  async settled(mostMs: number): Promise<boolean> {
    const end = performance.now() + mostMs;
    while (!this.isIdle()) {
      if (performance.now() > end) return false;
      await pause(2);
    }
    return true;
  }

  /** Depths of all queues. */
  depths(): { name: string; url: string; visible: number; inFlight: number; delayed: number; deadLetters?: true }[] {
    const dead = new Set(this.#watched.failureArns.map(lastPart));
    const lines = [...this.#watched.messages.queues()].map((queue) => {
      const policy = queue.attributes["RedrivePolicy"];
      if (policy !== undefined) dead.add(deadLetterName(policy));
      const fifo = (groups: Map<string, unknown[]>): number =>
        [...groups.values()].reduce((sum, group) => sum + group.length, 0);
      return {
        name: queue.name,
        url: queue.url,
        visible: queue.isFifo() ? fifo(queue.fifoMessages) : queue.messages.length,
        inFlight: queue.inflightMessages.size,
        delayed: queue.isFifo() ? fifo(queue.fifoDelayed) : queue.delayedMessages.length,
      };
    });
    const read = new Set(this.#watched.queues.map(({ queue }) => queue.name));
    return lines
      .map((line) => (dead.has(line.name) && !read.has(line.name) ? { ...line, deadLetters: true as const } : line))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** The dead-letter queue that a redrive policy names. */
export const deadLetterName = (policy: string): string => {
  const { deadLetterTargetArn = "" } = JSON.parse(policy) as { deadLetterTargetArn?: string };
  return lastPart(deadLetterTargetArn);
};

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);
