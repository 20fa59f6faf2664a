import { changeSubject, type ChangeSubjectDeps } from "../../shared/app/change-subject.ts";
import type { Standing } from "../../shared/domain/subject/standing.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { changeSubject as route } from "../../shared/http/routes/subjects.ts";
import { listVersionOf, subjectPageView } from "../../shared/http/views.ts";
import { shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";
import type { RequestLog } from "../../shared/ports/requests.ts";

/** POST /v1/subjects/{subjectId}/changes: what has become of a subject. */
export const createHandler = (deps: ChangeSubjectDeps & EndpointDeps & { readonly requests: RequestLog }) => {
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
  ]);
};
