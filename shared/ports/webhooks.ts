import type { WebhookDue } from "../../events/webhook-due/v1.ts";
import type { Circuit } from "../domain/webhook/circuit.ts";
import type { CallOutcome, Delivery } from "../domain/webhook/delivery.ts";
import type { Webhook } from "../domain/webhook/webhook.ts";
import type { RecordedRequest } from "./requests.ts";

/** Webhooks as their agencies and the office set them. */
export interface WebhookStore {
  readonly find: (agencyId: string) => Promise<Webhook | undefined>;
  /** Writes where nobody wrote since `previous` was read; ends a lease, so that what it learnt of the old is dropped. */
  readonly put: (webhook: Webhook, previous: Webhook | undefined) => Promise<boolean>;
}

/** The agencies whose webhook is enabled. */
export interface Subscribers {
  readonly list: () => Promise<readonly string[]>;
}

/** Making events: again and again, with one effect. */
export interface DeliveryMaker {
  readonly make: (deliveries: readonly Delivery[]) => Promise<void>;
}

/** A turn at an agency's endpoint; one worker has it at a time. */
export type Lease =
  | { readonly kind: "taken"; readonly webhook: Webhook }
  /** Nobody listens, or nobody may call before the circuit lets them. */
  | { readonly kind: "off" | "open" }
  | { readonly kind: "busy" };

export interface DeliveryWork {
  readonly lease: (agencyId: string, leaseId: string, at: Date, until: Date) => Promise<Lease>;
  /** Gives the turn back with what was learnt of the endpoint; nothing when it is somebody else's by now. */
  readonly release: (agencyId: string, leaseId: string, circuit: Circuit) => Promise<void>;
  /** Those of the events that are pending and due. */
  readonly due: (agencyId: string, eventIds: readonly string[], at: Date) => Promise<readonly Delivery[]>;
  /** The ids of events that are due, the oldest first, as far as an index knows. */
  readonly dueIds: (agencyId: string, at: Date, limit: number) => Promise<readonly string[]>;
  /** Writes what an attempt came to, where nobody else wrote since. */
  readonly save: (after: Delivery, before: Delivery) => Promise<void>;
}

export interface DeliveryPage {
  readonly items: readonly Delivery[];
  readonly next: string | null;
}

/** What an agency can read of its events, and have sent again. */
export interface DeliveryLog {
  readonly page: (
    agencyId: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<DeliveryPage>;
  readonly find: (agencyId: string, eventId: string) => Promise<Delivery | undefined>;
  /** Events from an id on, the oldest first. */
  readonly from: (agencyId: string, eventId: string, limit: number) => Promise<readonly Delivery[]>;
  readonly restart: (deliveries: readonly Delivery[]) => Promise<void>;
  /** Closes the circuit, because the agency says that it is ready, together with the request. */
  readonly ready: (agencyId: string, request: RecordedRequest) => Promise<"committed" | "conflict" | "requestSeen">;
}

/** The queue of events to call out. Throws when it does not take one. */
export interface WebhookQueue {
  readonly send: (messages: readonly WebhookDue[], delaySeconds?: number) => Promise<void>;
}

/** One call to an endpoint, bounded in time. Every way in which it may fail is an outcome. */
export type CallWebhook = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<CallOutcome>;
