import { changeSubject, type ChangeSubjectDeps } from "../../shared/app/subject/change-subject.ts";
import { closeEdition, type CloseEditionDeps } from "../../shared/app/external/close-edition.ts";
import type { Standing } from "../../shared/domain/subject/standing.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { closeEdition as closeRoute } from "../../shared/http/routes/editions.ts";
import { changeSubject as route } from "../../shared/http/routes/subjects.ts";
import { listVersionOf, subjectPageView } from "../../shared/http/views.ts";
import { shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";
import type { RequestLog } from "../../shared/ports/requests.ts";

type Deps = ChangeSubjectDeps & CloseEditionDeps & EndpointDeps & { readonly requests: RequestLog };

/** POST /v1/subjects/{subjectId}/changes: what has become of a subject; POST /v1/external-editions: of a list kept elsewhere. */
export const createHandler = (deps: Deps) => {
  const answerWith = (standing: Standing) => {
    const now = deps.now();
    return {
      status: 200,
      body: {
        asOf: shanghaiInstant(now),
        listVersion: listVersionOf("subject", shanghaiDate(now), [standing]),
        subject: subjectPageView(standing),
      },
    };
  };
  return serve(deps.telemetry, [
    endpoint(route, deps, async ({ params, body, caller, by, correlationId, request }): Promise<Outcome> => {
      const { officer, ...change } = body;
      const done = await changeSubject(deps, {
        subjectId: params.subjectId,
        caller,
        change,
        by: by(officer),
        correlationId,
        request: { ...request, answerWith },
      });
      if (!done.ok) return done;
      const answer = answerWith(done.value.standing);
      // Nothing changed, and it is remembered all the same: the key stands for this body from now on.
      if (!done.value.changed) await deps.requests.record({ ...request, answer, at: deps.now() });
      return answer;
    }),
    endpoint(closeRoute, deps, async ({ body, caller, by, correlationId, request }): Promise<Outcome> => {
      const { officer, ...which } = body;
      const closed = await closeEdition(deps, { caller, which, by: by(officer), correlationId });
      if (!closed.ok) return closed;
      const answer = { status: 200, body: closed.value };
      await deps.requests.record({ ...request, answer, at: deps.now() });
      return answer;
    }),
  ]);
};
