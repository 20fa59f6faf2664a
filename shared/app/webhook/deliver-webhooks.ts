import { afterCall, type Circuit, circuitState } from "../../domain/webhook/circuit.ts";
import { afterAttempt, type CallOutcome, type Delivery, payloadOf, succeeded } from "../../domain/webhook/delivery.ts";
import { signing, type Webhook } from "../../domain/webhook/webhook.ts";
import type { CallWebhook, DeliveryWork, WebhookQueue } from "../../ports/webhooks.ts";
import { messagesFor, mostEvents } from "./webhook-messages.ts";

export interface DeliverWebhooksDeps {
  readonly work: DeliveryWork;
  readonly webhookQueue: WebhookQueue;
  readonly call: CallWebhook;
  readonly unseal: (ciphertext: string, agencyId: string) => Promise<string>;
  /** A Standard Webhooks signature under one secret. */
  readonly sign: (secret: string, eventId: string, at: Date, body: string) => string;
  readonly now: () => Date;
  /** Milliseconds that really pass, whatever the clock says. */
  readonly elapsed: () => number;
  readonly chance: () => number;
  readonly newId: () => string;
}

/** One attempt, as it is logged: ids and codes, nothing of anybody. */
export interface Attempt {
  readonly delivery: Delivery;
  readonly outcome: CallOutcome;
}

/** What a turn at an agency's endpoint came to. */
export interface TurnReport {
  readonly attempts: readonly Attempt[];
  /** Whether its failures opened the circuit, or opened it again. */
  readonly opened: boolean;
}

/** Calls to one agency at once. */
const lanes = 4;
/** No call begins later than this: with the longest call it still ends before the function must. */
const beginMs = 12_000;
/** Longer than the function may run: a lease outlives no worker but a killed one. */
const leaseMs = 40_000;
/** The longest that the queue can hold a message back; what waits longer is found by the sweep. */
const longestDelay = 900;
const busyDelay = 2;

/**
 * Calls out what waits for one agency. One worker at a time has the agency's turn, so an endpoint that hangs holds up one
 * worker for some seconds, then opens its circuit, and never holds up another agency.
 */
export const deliverWebhooks = async (
  deps: DeliverWebhooksDeps,
  agencyId: string,
  eventIds: readonly string[],
  drain: boolean,
): Promise<TurnReport> => {
  const at = deps.now();
  const leaseId = deps.newId();
  const lease = await deps.work.lease(agencyId, leaseId, at, new Date(at.getTime() + leaseMs));
  if (lease.kind === "busy") await deps.webhookQueue.send(messagesFor(agencyId, eventIds, drain), busyDelay);
  if (lease.kind !== "taken") return { attempts: [], opened: false };
  const before = lease.webhook.circuit;
  const turn = new Turn(deps, lease.webhook, await deps.work.due(agencyId, eventIds, at));
  try {
    await turn.run();
  } finally {
    await deps.work.release(agencyId, leaseId, turn.circuit);
  }
  await goOn(deps, agencyId, turn, drain || circuitState(before, at) === "halfOpen");
  return { attempts: turn.attempts, opened: turn.circuit.opened > before.opened };
};

/** A worker's turn at an agency's endpoint. */
class Turn {
  readonly attempts: Attempt[] = [];
  readonly left: Delivery[];
  circuit: Circuit;
  readonly #deps: DeliverWebhooksDeps;
  readonly #webhook: Webhook;
  readonly #began: number;

  constructor(deps: DeliverWebhooksDeps, webhook: Webhook, due: readonly Delivery[]) {
    this.#deps = deps;
    this.#webhook = webhook;
    this.#began = deps.elapsed();
    this.circuit = webhook.circuit;
    this.left = [...due];
  }

  async run(): Promise<void> {
    const { now, unseal } = this.#deps;
    const { agencyId, secrets } = this.#webhook;
    if (this.left.length === 0) return;
    const keys = await Promise.all(signing(secrets, now()).map(({ ciphertext }) => unseal(ciphertext, agencyId)));
    if (circuitState(this.circuit, now()) === "halfOpen") {
      await this.#next(keys);
      if (circuitState(this.circuit, now()) !== "closed") return;
    }
    const lane = async (): Promise<void> => {
      while (await this.#next(keys));
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  /** One attempt; false when there is nothing left, no time left, or nobody to call. */
  async #next(keys: readonly string[]): Promise<boolean> {
    const { now, elapsed, chance, work, call } = this.#deps;
    if (elapsed() - this.#began > beginMs || circuitState(this.circuit, now()) === "open") return false;
    const before = this.left.shift();
    if (before === undefined) return false;
    const body = payloadOf(before);
    const outcome = await call(this.#webhook.url, this.#headers(before, body, keys), body);
    const ended = now();
    this.circuit = afterCall(this.circuit, succeeded(outcome), ended);
    const delivery = afterAttempt(before, outcome, ended, chance());
    await work.save(delivery, before);
    this.attempts.push({ delivery, outcome });
    return true;
  }

  #headers(delivery: Delivery, body: string, keys: readonly string[]): Record<string, string> {
    const at = this.#deps.now();
    return {
      "content-type": "application/json",
      "user-agent": "Xinheng-Webhooks/1",
      "webhook-id": delivery.eventId,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": keys.map((key) => this.#deps.sign(key, delivery.eventId, at, body)).join(" "),
      "x-correlation-id": delivery.correlationId,
    };
  }
}

/** Sees to it that what is left is called out: soon through the queue, later by the sweep. */
const goOn = async (deps: DeliverWebhooksDeps, agencyId: string, turn: Turn, drain: boolean): Promise<void> => {
  const { send } = deps.webhookQueue;
  const at = deps.now();
  const ids = (deliveries: readonly Delivery[]) => deliveries.map(({ eventId }) => eventId);
  const wait = (until: Date): number => Math.max(0, Math.ceil((until.getTime() - at.getTime()) / 1000));
  const again = turn.attempts.map(({ delivery }) => delivery).filter(({ status }) => status === "pending");
  const { openUntil } = turn.circuit;
  if (openUntil !== undefined) {
    if (wait(openUntil) <= longestDelay)
      await send(messagesFor(agencyId, ids([...turn.left, ...again]).slice(0, mostEvents), true), wait(openUntil));
    return;
  }
  if (turn.left.length > 0) await send(messagesFor(agencyId, ids(turn.left), drain));
  const waits = Map.groupBy(again, ({ attempts }) => attempts);
  for (const group of waits.values()) {
    const seconds = Math.max(...group.map(({ dueAt }) => wait(new Date(dueAt ?? at))));
    if (seconds <= longestDelay) await send(messagesFor(agencyId, ids(group)), seconds);
  }
  if (!drain || turn.left.length > 0) return;
  const tried = new Set(turn.attempts.map(({ delivery }) => delivery.eventId));
  const more = (await deps.work.dueIds(agencyId, at, mostEvents)).filter((id) => !tried.has(id));
  if (more.length > 0) await send(messagesFor(agencyId, more, true));
};
