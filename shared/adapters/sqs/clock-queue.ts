import type { ClockQueue } from "../../ports/calendar.ts";
import { createSender } from "./messages.ts";

/** The queue of looks through what is open after a change of the calendar; throws when the queue does not take one. */
export const createClockQueue = (queueUrl: string): ClockQueue => {
  const send = createSender(queueUrl);
  return {
    send: async (messages, delaySeconds) => {
      const refused = await send(messages, delaySeconds);
      if (refused.length > 0) throw new Error(`the queue refused ${refused.length} of ${messages.length} messages`);
    },
  };
};
