import { answerTrigger, type AnswerTriggerDeps } from "../../shared/app/trigger/answer-trigger.ts";
import { citeEvidence, type CiteEvidenceDeps } from "../../shared/app/evidence/cite-evidence.ts";
import { listAnswers, listTriggers, readTrigger } from "../../shared/app/trigger/read-triggers.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import * as routes from "../../shared/http/routes/triggers.ts";
import { answerView, triggerView } from "../../shared/http/views.ts";
import { countTriggers } from "../../shared/app/trigger/count-triggers.ts";
import type { Trigger } from "../../shared/domain/trigger/trigger.ts";
import { shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** GET /v1/triggers… and its answers: an implementing agency's inbox. */
export const createHandler = (deps: AnswerTriggerDeps & CiteEvidenceDeps & EndpointDeps) => {
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
    endpoint(
      routes.acknowledgeTrigger,
      deps,
      async ({ params, body, by, correlationId, request }): Promise<Outcome> => {
        const asked = { by: by(body.officer), correlationId, request: { ...request, answerWith } };
        const done = await answerTrigger(deps, { ...keyOf(params), ...asked });
        return done.ok ? answerWith(done.value.trigger) : done;
      },
    ),
    endpoint(
      routes.answerTrigger,
      deps,
      async ({ params, body, caller, by, correlationId, request }): Promise<Outcome> => {
        const cited = await citeEvidence(deps, body, caller.agencyId);
        if (!cited.ok) return cited;
        const { officer, ...feedback } = cited.value;
        const asked = { by: by(officer), correlationId, request: { ...request, answerWith } };
        const done = await answerTrigger(deps, { ...keyOf(params), ...asked, feedback });
        return done.ok ? answerWith(done.value.trigger) : done;
      },
    ),
    endpoint(routes.listAnswers, deps, async ({ params, query, caller, event }): Promise<Outcome> => {
      const page = await listAnswers(deps, keyOf(params), caller, query);
      if (!page.ok) return page;
      const { items, next } = page.value;
      return { status: 200, body: { items: items.map(answerView), next }, headers: linkNext(event, next) };
    }),
  ]);
};

const keyOf = ({ triggerId }: { readonly triggerId: string }) => {
  const [entryId = "", triggerKey = ""] = triggerId.split(".");
  return { entryId, triggerKey };
};
