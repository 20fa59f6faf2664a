import type { WebhookQueue } from "../../ports/webhooks.ts";
import { createSender } from "./messages.ts";

/** The queue on which events for webhooks are announced; throws when the queue does not take one. */
export const createWebhookQueue = (queueUrl: string): WebhookQueue => {
  const send = createSender(queueUrl);
  return {
    send: async (messages, delaySeconds) => {
      const refused = await send(messages, delaySeconds);
      if (refused.length > 0) throw new Error(`the queue refused ${refused.length} of ${messages.length} messages`);
    },
  };
};
