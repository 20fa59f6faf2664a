import type { MessageEngine } from "../engines/message-engine.ts";
import { deadLetterName } from "./idle.ts";

/** Moves a dead-letter queue's messages back to the queue they came from; undefined when it is nobody's. */
export const redrive = (messages: MessageEngine, name: string): number | undefined => {
  const dead = messages.queue(name);
  const sources = [...messages.queues()].filter((queue) => {
    const policy = queue.attributes["RedrivePolicy"];
    return policy !== undefined && deadLetterName(policy) === name;
  });
  const [source] = sources;
  if (dead === undefined || source === undefined) return undefined;
  return messages.atomically(() => {
    let moved = 0;
    for (;;) {
      const received = dead.dequeue(10, 30, () => undefined);
      if (received.length === 0) return moved;
      for (const { ReceiptHandle } of received) {
        const message = dead.inflightMessages.get(ReceiptHandle)?.message;
        if (message === undefined) continue;
        message.approximateReceiveCount = 0;
        // The queues share one table keyed by message id: gone here first, then back there.
        dead.deleteMessage(ReceiptHandle);
        source.enqueue(message);
        moved++;
      }
    }
  });
};
