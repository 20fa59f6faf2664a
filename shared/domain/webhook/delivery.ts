import type { AlertsAnnounced } from "../../../events/alerts-announced/v1.ts";
import type { FeedbackGiven } from "../../../events/feedback-given/v1.ts";
import type { ObjectionAnnounced } from "../../../events/objection-announced/v1.ts";
import type { AlertLevel, FeedbackOutcome, ObjectionOutcome, TriggerKind } from "../../../events/vocabulary.ts";
import { derivedKey } from "../../kernel/ids.ts";
import { shanghaiInstant } from "../../kernel/local-date.ts";
import type { ObjectionEvent } from "../objection/objection.ts";
import { type Trigger, triggerIdOf } from "../trigger/trigger.ts";

/**
 * To an implementing agency: it has something to do. To an authority: an agency said what it did for an entry of its own. To
 * the provider, the authority and whoever filed it: what became of an objection (A §22 及时告知信息提供单位). To any agency:
 * something of its own is due soon, overdue or escalated; to the office, that something of another's was escalated.
 */
export const deliveryTypes = [
  "trigger.created",
  "trigger.answered",
  "objection.filed",
  "objection.verified",
  "objection.closed",
  "alerts.raised",
] as const;
export type DeliveryType = (typeof deliveryTypes)[number];

export type DeliveryStatus = "pending" | "delivered" | "dead";

/** Why a call ended without an answer. */
export type CallFault = "address" | "connection" | "timeout" | "tls";

/** What became of one call: the status of an answer, or why there was none. */
export type CallOutcome = { readonly status: number } | { readonly fault: CallFault };

/** One event on its way to one agency. It says that there is something to read, never about whom. */
export interface Delivery {
  readonly agencyId: string;
  /** The same on every attempt; sorts by the time of what happened. */
  readonly eventId: string;
  readonly type: DeliveryType;
  readonly triggerId?: string;
  readonly kind?: TriggerKind;
  readonly objectionId?: string;
  /** Of an answer: what was said. Of an objection: how it ended. */
  readonly outcome?: FeedbackOutcome | ObjectionOutcome;
  readonly entryId?: string;
  readonly disclosureId?: string;
  /** Of alerts: how many of each level. */
  readonly counts?: AlertsAnnounced["counts"];
  /** Of alerts: the month in which they were raised. */
  readonly month?: string;
  /** Of alerts, where all of them are of one level. */
  readonly level?: AlertLevel;
  readonly createdAt: string;
  readonly correlationId: string;
  readonly status: DeliveryStatus;
  /** Attempts since it was made or last replayed. */
  readonly attempts: number;
  readonly lastAttemptAt?: string;
  readonly lastStatus?: number;
  readonly lastFault?: CallFault;
  /** When it is tried next; only while it is pending. */
  readonly dueAt?: string;
}

/** An event id begins with its time, so that ids sort as events happened. */
const timePart = (instant: string): string => Date.parse(instant).toString(36).padStart(9, "0");

/** The least id that an event of this instant or later can have. */
export const firstEventIdFrom = (instant: string): string => `evt_${timePart(instant)}`;

/** The event of a trigger; made again, it is the same one. */
export const deliveryOf = (trigger: Trigger): Delivery => {
  const triggerId = triggerIdOf(trigger);
  return {
    agencyId: trigger.agencyId,
    eventId: `${firstEventIdFrom(trigger.createdAt)}${derivedKey("webhook", triggerId)}`,
    type: "trigger.created",
    triggerId,
    kind: trigger.kind,
    entryId: trigger.entryId,
    createdAt: trigger.createdAt,
    correlationId: trigger.correlationId,
    status: "pending",
    attempts: 0,
    dueAt: trigger.createdAt,
  };
};

/** The event of an answer, for the authority whose entry fired the trigger; made again, it is the same one. */
export const answerDeliveryOf = (given: FeedbackGiven): Delivery => ({
  agencyId: given.authorityId,
  eventId: `${firstEventIdFrom(given.at)}${derivedKey("webhook", given.triggerId, given.answer)}`,
  type: "trigger.answered",
  triggerId: given.triggerId,
  kind: given.kind,
  outcome: given.outcome,
  entryId: given.entryId,
  createdAt: given.at,
  correlationId: given.correlationId,
  status: "pending",
  attempts: 0,
  dueAt: given.at,
});

const objectionTypes = {
  "objection-filed": "objection.filed",
  "objection-verified": "objection.verified",
  "objection-closed": "objection.closed",
} as const;

/** The events of an objection, one for each agency that is told; made again, they are the same ones. */
export const objectionDeliveriesOf = ({ type, data, seq, subjectId, entryId, at, correlationId }: ObjectionEvent) =>
  data.told.map((agencyId): Delivery => ({
    agencyId,
    eventId: `${firstEventIdFrom(at)}${derivedKey("webhook", subjectId, seq, agencyId)}`,
    type: objectionTypes[type],
    objectionId: data.objectionId,
    ...("outcome" in data ? { outcome: data.outcome } : {}),
    entryId,
    createdAt: at,
    correlationId,
    status: "pending",
    attempts: 0,
    dueAt: at,
  }));

/** The same of an act, whose history no stream shows: by the announcement that was written with it. */
export const actObjectionDeliveriesOf = ({
  objectionId,
  disclosureId,
  revision,
  happened,
  outcome,
  told,
  at,
  correlationId,
}: ObjectionAnnounced) =>
  told.map((agencyId): Delivery => ({
    agencyId,
    eventId: `${firstEventIdFrom(at)}${derivedKey("webhook", disclosureId, revision, agencyId)}`,
    type: `objection.${happened}`,
    objectionId,
    ...(outcome === undefined ? {} : { outcome }),
    disclosureId,
    createdAt: at,
    correlationId,
    status: "pending",
    attempts: 0,
    dueAt: at,
  }));

/** The event of an announcement, for the agency whose clocks they are or the office that is told; made again, it is the same one. */
export const alertsDeliveryOf = (announced: AlertsAnnounced): Delivery => ({
  agencyId: announced.agencyId,
  eventId: `${firstEventIdFrom(announced.at)}${derivedKey("webhook", announced.announcementId)}`,
  type: "alerts.raised",
  counts: announced.counts,
  ...(announced.month === undefined ? {} : { month: announced.month }),
  ...(announced.occasion === "escalation" ? { level: "escalated" } : {}),
  createdAt: announced.at,
  correlationId: announced.correlationId,
  status: "pending",
  attempts: 0,
  dueAt: announced.at,
});

/** What is sent: the same bytes on every attempt, without a name and without a number of anybody. */
export const payloadOf = (delivery: Delivery): string => {
  const { type, triggerId, objectionId, kind, outcome, entryId, disclosureId, counts, createdAt } = delivery;
  return JSON.stringify({
    type,
    triggerId,
    objectionId,
    kind,
    outcome,
    entryId,
    disclosureId,
    counts,
    createdAt,
    href: hrefOf(delivery),
  });
};

/** Where the matter itself can be read. */
const hrefOf = ({ triggerId, objectionId, createdAt, month, level }: Delivery): string => {
  if (triggerId !== undefined) return `/v1/triggers/${triggerId}`;
  if (objectionId !== undefined) return `/v1/objections/${objectionId}`;
  return `/v1/alerts?month=${month ?? createdAt.slice(0, 7)}${level === undefined ? "" : `&level=${level}`}`;
};

/** Seconds from one attempt to the next: ten attempts in a little over four days. */
export const retrySeconds = [5, 60, 300, 1800, 7200, 21_600, 43_200, 86_400, 172_800] as const;

export const succeeded = (outcome: CallOutcome): boolean =>
  "status" in outcome && outcome.status >= 200 && outcome.status < 300;

/**
 * The delivery after an attempt. One that failed comes again, a tenth sooner or later than the schedule says (`chance`
 * in [0, 1)), so that agencies whose endpoint was down are not called by all at once; after the last attempt it is dead.
 */
export const afterAttempt = (delivery: Delivery, outcome: CallOutcome, at: Date, chance: number): Delivery => {
  const { dueAt: _due, lastStatus: _status, lastFault: _fault, ...rest } = delivery;
  const attempts = delivery.attempts + 1;
  const tried = {
    ...rest,
    attempts,
    lastAttemptAt: shanghaiInstant(at),
    ...("status" in outcome ? { lastStatus: outcome.status } : { lastFault: outcome.fault }),
  };
  if (succeeded(outcome)) return { ...tried, status: "delivered" };
  const seconds = retrySeconds[delivery.attempts];
  if (seconds === undefined) return { ...tried, status: "dead" };
  const waitMs = seconds * 1000 * (0.9 + 0.2 * chance);
  return { ...tried, status: "pending", dueAt: shanghaiInstant(new Date(at.getTime() + waitMs)) };
};

/** The delivery from its beginning again, whatever became of it. */
export const replayed = (
  { lastAttemptAt: _at, lastStatus: _s, lastFault: _f, ...rest }: Delivery,
  at: Date,
): Delivery => ({
  ...rest,
  status: "pending",
  attempts: 0,
  dueAt: shanghaiInstant(at),
});
