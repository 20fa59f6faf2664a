import type { AlertsAnnounced } from "../../../events/alerts-announced/v1.ts";
import type { FeedbackGiven } from "../../../events/feedback-given/v1.ts";
import type { ObjectionAnnounced } from "../../../events/objection-announced/v1.ts";
import {
  actObjectionDeliveriesOf,
  alertsDeliveryOf,
  answerDeliveryOf,
  type Delivery,
  deliveryOf,
  objectionDeliveriesOf,
} from "../../domain/webhook/delivery.ts";
import type { ObjectionEvent } from "../../domain/objection/objection.ts";
import type { Trigger } from "../../domain/trigger/trigger.ts";
import type { DeliveryMaker, Subscribers, WebhookQueue } from "../../ports/webhooks.ts";
import { messagesFor } from "../webhook/webhook-messages.ts";

export interface AnnounceTriggersDeps {
  readonly subscribers: Subscribers;
  readonly deliveries: DeliveryMaker;
  readonly webhookQueue: WebhookQueue;
}

/**
 * Makes an event of each waiting trigger whose agency has a webhook, and of what became of an objection for each agency
 * that is told and has one, and says that they wait: one message carries an
 * agency's batch. Announced again, the events are the same and those delivered stay so.
 */
export const announceTriggers = async (
  deps: AnnounceTriggersDeps,
  triggers: readonly Trigger[],
  objections: readonly ObjectionEvent[] = [],
): Promise<number> => {
  const waiting = triggers.filter(({ status }) => status === "pending");
  const happened = [...waiting.map(deliveryOf), ...objections.flatMap(objectionDeliveriesOf)];
  return happened.length === 0 ? 0 : announce(deps, happened);
};

/** Says of an answer to the authority whose entry fired the trigger (A §17: 及时向发起单位反馈); not of its own to itself. */
export const announceAnswer = async (deps: AnnounceTriggersDeps, given: FeedbackGiven): Promise<number> =>
  given.authorityId === given.agency.agencyId ? 0 : announce(deps, [answerDeliveryOf(given)]);

/** Says to an agency that alerts about its clocks were raised (A §23). */
export const announceAlerts = (deps: AnnounceTriggersDeps, announced: AlertsAnnounced): Promise<number> =>
  announce(deps, [alertsDeliveryOf(announced)]);

/** Says what became of an objection to an act to the agencies that are told of it (A §22 及时告知信息提供单位). */
export const announceObjection = (deps: AnnounceTriggersDeps, announced: ObjectionAnnounced): Promise<number> =>
  announce(deps, actObjectionDeliveriesOf(announced));

const announce = async (deps: AnnounceTriggersDeps, happened: readonly Delivery[]): Promise<number> => {
  const subscribed = new Set(await deps.subscribers.list());
  const deliveries = happened.filter(({ agencyId }) => subscribed.has(agencyId));
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
