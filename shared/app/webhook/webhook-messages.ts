import type { WebhookDue } from "../../../events/webhook-due/v1.ts";

/** Events in one message at most. */
export const mostEvents = 100;

/** Messages that say that events of an agency wait. */
export const messagesFor = (agencyId: string, eventIds: readonly string[], drain = false): WebhookDue[] =>
  Array.from({ length: Math.ceil(eventIds.length / mostEvents) }, (_, part) => ({
    type: "webhook-due",
    version: 1,
    agencyId,
    eventIds: eventIds.slice(part * mostEvents, (part + 1) * mostEvents),
    drain,
  }));

/** Says of no event in particular that an agency may have some waiting: whoever takes it looks for what is due. */
export const wakeFor = (agencyId: string): WebhookDue => ({
  type: "webhook-due",
  version: 1,
  agencyId,
  eventIds: [],
  drain: true,
});
