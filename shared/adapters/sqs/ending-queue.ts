import type { EndingQueue } from "../../ports/catalogue.ts";
import { createSender } from "./messages.ts";

/** The queue of looks through the entries for ended measures; throws when the queue does not take one. */
export const createEndingQueue = (queueUrl: string): EndingQueue => {
  const send = createSender(queueUrl);
  return {
    send: async (messages) => {
      const refused = await send(messages);
      if (refused.length > 0) throw new Error(`the queue refused ${refused.length} of ${messages.length} messages`);
    },
  };
};
