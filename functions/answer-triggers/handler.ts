import { answerTrigger, type AnswerTriggerDeps } from "../../shared/app/answer-trigger.ts";
import { countTriggers } from "../../shared/app/count-triggers.ts";
import { listTriggers, readTrigger } from "../../shared/app/read-triggers.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import * as routes from "../../shared/http/routes/triggers.ts";
import { triggerView } from "../../shared/http/views.ts";
import type { Trigger } from "../../shared/domain/trigger/trigger.ts";
import { shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** GET /v1/triggers… and its answers: an implementing agency's inbox. */
export const createHandler = (deps: AnswerTriggerDeps & EndpointDeps) => {
  const view = (trigger: Trigger) => triggerView(trigger, shanghaiDate(deps.now()));
  const answerWith = (trigger: Trigger) => ({ status: 200, body: view(trigger) });
  return serve(deps.telemetry, [
    endpoint(routes.listTriggers, deps, async ({ query, caller, event }): Promise<Outcome> => {
      const page = await listTriggers(deps, query, caller);
      if (!page.ok) return page;
      const { items, next } = page.value;
      return { status: 200, body: { items: items.map(view), next }, headers: linkNext(event, next) };
    }),
    endpoint(routes.countTriggers, deps, async ({ caller }): Promise<Outcome> => {
      const asOf = shanghaiInstant(deps.now());
      return { status: 200, body: { asOf, ...(await countTriggers(deps, caller)) } };
    }),
    endpoint(routes.getTrigger, deps, async ({ params, caller }): Promise<Outcome> => {
      const trigger = await readTrigger(deps, keyOf(params), caller);
      return trigger.ok ? answerWith(trigger.value) : trigger;
    }),
    endpoint(routes.acknowledgeTrigger, deps, async ({ params, caller, request }): Promise<Outcome> => {
      const done = await answerTrigger(deps, { ...keyOf(params), caller, request: { ...request, answerWith } });
      return done.ok ? answerWith(done.value) : done;
    }),
    endpoint(routes.answerTrigger, deps, async ({ params, body, caller, request }): Promise<Outcome> => {
      const { outcome, on, note } = body;
      const done = await answerTrigger(deps, {
        ...keyOf(params),
        caller,
        feedback: { outcome, on, note },
        request: { ...request, answerWith },
      });
      return done.ok ? answerWith(done.value) : done;
    }),
  ]);
};

const keyOf = ({ triggerId }: { readonly triggerId: string }) => {
  const [entryId = "", triggerKey = ""] = triggerId.split(".");
  return { entryId, triggerKey };
};
