import type { FauxqsPersistence, FauxqsQueue } from "./fauxqs-parts.ts";

/**
 * What was in flight when the last host ended is ready again: nobody else can be working on it. A delivery that the end
 * of the host cut short does not count towards the dead-letter limit.
 */
export const readyAgain = (queue: FauxqsQueue, persistence: FauxqsPersistence): void => {
  for (const entry of queue.inflightMessages.values()) {
    const { message } = entry;
    entry.visibilityDeadline = 0;
    message.approximateReceiveCount = Math.max(0, message.approximateReceiveCount - 1);
    persistence.updateMessageInflight(
      message.messageId,
      null,
      null,
      message.approximateReceiveCount,
      message.approximateFirstReceiveTimestamp,
    );
  }
  queue.processTimers();
};
