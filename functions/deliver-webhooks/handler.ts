import { webhookDueV1 } from "../../events/webhook-due/v1.ts";
import { deliverWebhooks, type DeliverWebhooksDeps } from "../../shared/app/webhook/deliver-webhooks.ts";
import { consumeGroups } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Queue `WebhookWork`: events go out to the webhooks of agencies, each agency by itself. */
export const createHandler = (deps: DeliverWebhooksDeps & { readonly telemetry: Telemetry }) =>
  consumeGroups(
    deps.telemetry,
    webhookDueV1,
    ({ agencyId }) => agencyId,
    async (agencyId, messages) => {
      const eventIds = [...new Set(messages.flatMap((message) => message.eventIds))];
      const drain = messages.some((message) => message.drain);
      const { attempts, opened } = await deliverWebhooks(deps, agencyId, eventIds, drain);
      for (const { delivery, outcome } of attempts) {
        const { eventId, correlationId, status, attempts: attempt } = delivery;
        deps.telemetry.work("webhook attempt", {
          agencyId,
          eventId,
          correlationId,
          status,
          attempt,
          ...outcomeOf(outcome),
        });
      }
      const ended = (status: string) => attempts.filter(({ delivery }) => delivery.status === status).length;
      deps.telemetry.count("WebhooksDelivered", ended("delivered"));
      deps.telemetry.count("WebhooksDead", ended("dead"));
      deps.telemetry.count("CircuitsOpened", opened ? 1 : 0);
    },
  );

const outcomeOf = (outcome: Awaited<ReturnType<DeliverWebhooksDeps["call"]>>): Record<string, string | number> =>
  "status" in outcome ? { answered: outcome.status } : { fault: outcome.fault };
