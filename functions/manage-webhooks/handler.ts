import {
  listDeliveries,
  type Replay,
  replayDeliveries,
  type ReplayDeps,
} from "../../shared/app/webhook/replay-deliveries.ts";
import { readWebhook, setWebhook, type SetWebhookDeps } from "../../shared/app/webhook/set-webhook.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import * as routes from "../../shared/http/routes/webhooks.ts";
import { deliveryView, webhookView } from "../../shared/http/views.ts";

/** …/v1/agencies/{agencyId}/webhook: where an agency hears of its triggers, what was sent, and sending it again. */
export const createHandler = (deps: SetWebhookDeps & ReplayDeps & EndpointDeps) => {
  const answerWith = (replay: Replay) => ({ status: 202, body: replay });
  return serve(deps.telemetry, [
    endpoint(routes.putWebhook, deps, async ({ params, body, caller }): Promise<Outcome> => {
      const set = await setWebhook(deps, { agencyId: params.agencyId, ...body }, caller);
      if (!set.ok) return set;
      const { webhook, secret } = set.value;
      return {
        status: 200,
        body: { ...webhookView(webhook, deps.now()), ...(secret === undefined ? {} : { secret }) },
      };
    }),
    endpoint(routes.getWebhook, deps, async ({ params, caller }): Promise<Outcome> => {
      const webhook = await readWebhook(deps, params.agencyId, caller);
      return webhook.ok ? { status: 200, body: webhookView(webhook.value, deps.now()) } : webhook;
    }),
    endpoint(routes.listDeliveries, deps, async ({ params, query, caller, event }): Promise<Outcome> => {
      const page = await listDeliveries(deps, params.agencyId, query, caller);
      if (!page.ok) return page;
      const { items, next } = page.value;
      return { status: 200, body: { items: items.map(deliveryView), next }, headers: linkNext(event, next) };
    }),
    endpoint(routes.replayDeliveries, deps, async ({ params, body, caller, request }): Promise<Outcome> => {
      const { agencyId } = params;
      const replay = await replayDeliveries(deps, {
        agencyId,
        what: body,
        caller,
        request: { ...request, answerWith },
      });
      return replay.ok ? answerWith(replay.value) : replay;
    }),
  ]);
};
