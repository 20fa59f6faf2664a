import { type Delivery, deliveryOf } from "../domain/webhook/delivery.ts";
import type { Trigger } from "../domain/trigger/trigger.ts";
import type { DeliveryMaker, Subscribers, WebhookQueue } from "../ports/webhooks.ts";
import { messagesFor } from "./webhook-messages.ts";

export interface AnnounceTriggersDeps {
  readonly subscribers: Subscribers;
  readonly deliveries: DeliveryMaker;
  readonly webhookQueue: WebhookQueue;
}

/**
 * Makes an event of each waiting trigger whose agency has a webhook, and says that they wait: one message carries an
 * agency's batch. Announced again, the events are the same and those delivered stay so.
 */
export const announceTriggers = async (deps: AnnounceTriggersDeps, triggers: readonly Trigger[]): Promise<number> => {
  const waiting = triggers.filter(({ status }) => status === "pending");
  if (waiting.length === 0) return 0;
  const subscribed = new Set(await deps.subscribers.list());
  const deliveries = waiting.filter(({ agencyId }) => subscribed.has(agencyId)).map(deliveryOf);
  if (deliveries.length === 0) return 0;
  await deps.deliveries.make(deliveries);
  const byAgency = Map.groupBy(deliveries, ({ agencyId }: Delivery) => agencyId);
  await deps.webhookQueue.send(
    [...byAgency].flatMap(([agencyId, events]) =>
      messagesFor(
        agencyId,
        events.map(({ eventId }) => eventId),
      ),
    ),
  );
  return deliveries.length;
};
