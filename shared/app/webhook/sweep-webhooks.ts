import type { DeliveryWork, Subscribers, WebhookQueue } from "../../ports/webhooks.ts";
import { messagesFor, mostEvents } from "./webhook-messages.ts";

export interface SweepWebhooksDeps {
  readonly subscribers: Subscribers;
  readonly work: Pick<DeliveryWork, "dueIds">;
  readonly webhookQueue: WebhookQueue;
}

/**
 * Wakes what is due for each agency: retries that wait longer than a queue can hold them back, agencies whose circuit
 * may be tried again, and whatever a lost message left. The worker reads each event again, so waking twice is harmless.
 */
export const sweepWebhooks = async (deps: SweepWebhooksDeps, at: Date): Promise<number> => {
  let woken = 0;
  for (const agencyId of await deps.subscribers.list()) {
    const ids = await deps.work.dueIds(agencyId, at, mostEvents);
    if (ids.length === 0) continue;
    await deps.webhookQueue.send(messagesFor(agencyId, ids, true));
    woken++;
  }
  return woken;
};
