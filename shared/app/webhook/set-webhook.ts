import { refusal, type Refusal } from "../../domain/refusal.ts";
import { closed } from "../../domain/webhook/circuit.ts";
import { targetFault, type TargetRules } from "../../domain/webhook/target.ts";
import { rotated, type Webhook } from "../../domain/webhook/webhook.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { AgencyReader, Caller } from "../../ports/agencies.ts";
import type { WebhookQueue, WebhookStore } from "../../ports/webhooks.ts";
import { attempts } from "../house.ts";
import { wakeFor } from "./webhook-messages.ts";

export interface ReadWebhookDeps {
  readonly webhooks: WebhookStore;
  readonly agencies: Pick<AgencyReader, "byId">;
}

export interface SetWebhookDeps extends ReadWebhookDeps {
  readonly webhookQueue: WebhookQueue;
  readonly targets: TargetRules;
  readonly newSecret: () => string;
  /** Encrypts a secret so that it can be opened for this agency alone. */
  readonly seal: (secret: string, agencyId: string) => Promise<string>;
  readonly now: () => Date;
}

export interface WebhookWish {
  readonly agencyId: string;
  readonly url: string;
  readonly enabled: boolean;
  readonly rotateSecret: boolean;
}

/** The webhook as it now stands, and the signing secret if this call made one: nobody can read it a second time. */
export interface WebhookSet {
  readonly webhook: Webhook;
  readonly secret?: string;
}

/** Whether a caller may see to an agency's webhook: the agency itself and the office. */
export const mayManage = async (
  deps: Pick<ReadWebhookDeps, "agencies">,
  agencyId: string,
  caller: Caller,
): Promise<Refusal | undefined> => {
  if (caller.agencyId === agencyId) return undefined;
  if (!caller.roles.includes("office"))
    return refusal("webhook.notYours", "仅本单位和信用办可管理 / for the agency itself and the credit office");
  const agency = await deps.agencies.byId(agencyId);
  return agency ? undefined : refusal("agency.unknown", "没有该单位 / no such agency");
};

/** Sets where an agency hears of its triggers. The first time, and whenever it is asked for, a new secret is made. */
export const setWebhook = async (
  deps: SetWebhookDeps,
  { agencyId, url, enabled, rotateSecret }: WebhookWish,
  caller: Caller,
): Promise<Result<WebhookSet, Refusal>> => {
  const barred = await mayManage(deps, agencyId, caller);
  if (barred) return refused(barred);
  const fault = targetFault(url, deps.targets);
  if (fault) return refused(refusal("input.invalid", "请更正后重试 / mend it and try again", [fault]));
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await deps.webhooks.find(agencyId);
    const at = deps.now();
    const secret = before === undefined || rotateSecret ? deps.newSecret() : undefined;
    const kept = before?.secrets ?? [];
    const webhook: Webhook = {
      agencyId,
      url,
      enabled,
      secrets: secret === undefined ? kept : rotated(kept, await deps.seal(secret, agencyId), at),
      circuit: closed,
      updatedAt: at,
    };
    if (!(await deps.webhooks.put(webhook, before))) continue;
    // What waited for the old address, or for a pause to end, need not wait for the sweep.
    if (before !== undefined && enabled) await deps.webhookQueue.send([wakeFor(agencyId)]);
    return accepted(secret === undefined ? { webhook } : { webhook, secret });
  }
  return refused(refusal("request.busy", "正被更新,请稍后重试 / it is being changed, try again"));
};

/** An agency's webhook, for the agency and the office. */
export const readWebhook = async (
  deps: ReadWebhookDeps,
  agencyId: string,
  caller: Caller,
): Promise<Result<Webhook, Refusal>> => {
  const barred = await mayManage(deps, agencyId, caller);
  if (barred) return refused(barred);
  const webhook = await deps.webhooks.find(agencyId);
  return webhook
    ? accepted(webhook)
    : refused(refusal("webhook.unknown", "该单位未设置回调 / the agency has set no webhook"));
};
