import { type EntryFeedbackDeps, readEntryFeedback } from "../../shared/app/feedback/entry-feedback.ts";
import { givePartnerFeedback, type PartnerFeedbackDeps } from "../../shared/app/feedback/partner-feedback.ts";
import {
  type CaseCommand,
  listCases,
  readCase,
  steerCase,
  type TypicalCasesDeps,
} from "../../shared/app/feedback/typical-cases.ts";
import type { TypicalCase } from "../../shared/domain/feedback/typical-case.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import * as routes from "../../shared/http/routes/feedback.ts";
import { triggerView } from "../../shared/http/views.ts";

type Deps = EntryFeedbackDeps & PartnerFeedbackDeps & TypicalCasesDeps & EndpointDeps;

import { shanghaiDate } from "../../shared/kernel/local-date.ts";

/** What was done about an entry, by agencies and by partners, and the typical cases told of it. */
export const createHandler = (deps: Deps) => {
  const caseAnswer = (found: TypicalCase) => ({ status: 200, body: found, headers: { etag: `"${found.version}"` } });
  const steered = async (command: Omit<CaseCommand, "request">, request: CaseCommand["request"]): Promise<Outcome> => {
    const done = await steerCase(deps, { ...command, request });
    return done.ok ? caseAnswer(done.value) : done;
  };
  const steering = (route: typeof routes.publishCase, command: CaseCommand["command"]) =>
    endpoint(route, deps, ({ params, body, caller, by, expectedVersion, request }) =>
      steered(
        { ...params, command, caller, by: by(body.officer), expectedVersion },
        { ...request, answerWith: caseAnswer },
      ),
    );
  return serve(deps.telemetry, [
    endpoint(routes.getEntryFeedback, deps, async ({ params, query, caller, event }): Promise<Outcome> => {
      const found = await readEntryFeedback(deps, params.entryId, caller, query);
      if (!found.ok) return found;
      const { counts, items, partners, next } = found.value;
      const today = shanghaiDate(deps.now());
      const body = {
        entryId: params.entryId,
        counts,
        items: items.map((trigger) => triggerView(trigger, today)),
        partners,
        next,
      };
      return { status: 200, body, headers: linkNext(event, next) };
    }),
    endpoint(routes.givePartnerFeedback, deps, async ({ params, body, caller, by, request }): Promise<Outcome> => {
      const { officer, ...said } = body;
      const answerWith = (feedback: object) => ({ status: 201, body: feedback });
      const done = await givePartnerFeedback(deps, {
        ...said,
        ...params,
        caller,
        by: by(officer),
        request: { ...request, answerWith },
      });
      return done.ok ? answerWith(done.value) : done;
    }),
    endpoint(routes.listCases, deps, async ({ query, caller, event }): Promise<Outcome> => {
      const page = await listCases(deps, query, caller);
      return { status: 200, body: page, headers: linkNext(event, page.next) };
    }),
    endpoint(routes.getCase, deps, async ({ params, caller }): Promise<Outcome> => {
      const found = await readCase(deps, params.caseId, caller);
      return found.ok ? caseAnswer(found.value) : found;
    }),
    steering(routes.publishCase, "publish"),
    steering(routes.withdrawCase, "withdraw"),
  ]);
};
