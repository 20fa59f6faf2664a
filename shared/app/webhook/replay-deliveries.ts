import { refusal, type Refusal } from "../../domain/refusal.ts";
import { firstEventIdFrom, replayed } from "../../domain/webhook/delivery.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import type { DeliveryLog, DeliveryPage, WebhookQueue } from "../../ports/webhooks.ts";
import { attempts } from "../house.ts";
import { mayManage, readWebhook, type ReadWebhookDeps } from "./set-webhook.ts";
import { messagesFor } from "./webhook-messages.ts";

export interface ReadDeliveriesDeps extends ReadWebhookDeps {
  readonly log: DeliveryLog;
}

export interface ReplayDeps extends ReadDeliveriesDeps {
  readonly webhookQueue: WebhookQueue;
  readonly now: () => Date;
}

export interface ReplayWish {
  readonly agencyId: string;
  readonly what: { readonly from: string } | { readonly eventId: string };
  readonly caller: Caller;
  readonly request: RequestToken & { readonly answerWith: (replay: Replay) => RecordedAnswer };
}

/** How many events are sent again, and the instant from which to ask for those that this call left. */
export interface Replay {
  readonly replayed: number;
  readonly next: string | null;
}

/** Events that one call sends again. */
export const mostReplayed = 500;

/** The log of an agency's events, newest first, for the agency and the office. */
export const listDeliveries = async (
  deps: ReadDeliveriesDeps,
  agencyId: string,
  page: { readonly limit: number; readonly cursor?: string | undefined },
  caller: Caller,
): Promise<Result<DeliveryPage, Refusal>> => {
  const barred = await mayManage(deps, agencyId, caller);
  return barred ? refused(barred) : accepted(await deps.log.page(agencyId, page));
};

/** Sends events again, delivered or dead, under their old ids. Whoever asks says that the endpoint is ready. */
export const replayDeliveries = async (
  deps: ReplayDeps,
  { agencyId, what, caller, request }: ReplayWish,
): Promise<Result<Replay, Refusal>> => {
  const webhook = await readWebhook(deps, agencyId, caller);
  if (!webhook.ok) return webhook;
  const at = deps.now();
  let found;
  if ("eventId" in what) {
    const one = await deps.log.find(agencyId, what.eventId);
    if (!one) return refused(refusal("delivery.unknown", "没有该事件 / no such event"));
    found = [one];
  } else found = await deps.log.from(agencyId, firstEventIdFrom(what.from), mostReplayed + 1);
  const next = found[mostReplayed]?.createdAt ?? null;
  // Those of the next call's first instant are left to it whole.
  const chosen = found.slice(0, mostReplayed).filter(({ createdAt }) => next === null || createdAt < next);
  const replay: Replay = { replayed: chosen.length, next };
  await deps.log.restart(chosen.map((delivery) => replayed(delivery, at)));
  for (let attempt = 0; attempt < attempts; attempt++) {
    const outcome = await deps.log.ready(agencyId, { ...request, answer: request.answerWith(replay), at });
    if (outcome === "conflict") continue;
    if (outcome === "requestSeen")
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
    await deps.webhookQueue.send(
      messagesFor(
        agencyId,
        chosen.map(({ eventId }) => eventId),
      ),
    );
    return accepted(replay);
  }
  return refused(refusal("request.busy", "正被更新,请稍后重试 / it is being changed, try again"));
};
