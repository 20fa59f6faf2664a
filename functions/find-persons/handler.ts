import { queryPerson, type QueryPersonDeps } from "../../shared/app/person/query-person.ts";
import { resolveSubject, type ResolveSubjectDeps } from "../../shared/app/person/resolve-subject.ts";
import type { Masks } from "../../shared/domain/subject/masks.ts";
import { endpoint, type EndpointDeps, type Outcome, publicEndpoint, serve } from "../../shared/http/endpoint.ts";
import * as routes from "../../shared/http/routes/persons.ts";
import { listVersionOf, publicSummaryView } from "../../shared/http/views.ts";
import { type LocalDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

export interface FindPersonsHandlerDeps extends QueryPersonDeps, ResolveSubjectDeps, EndpointDeps {
  readonly masksOn: (day: LocalDate) => Masks;
}

/** POST /public/v1/entries/query and /v1/subjects/resolution: whoever knows a document number and a name. */
export const createHandler = (deps: FindPersonsHandlerDeps) =>
  serve(deps.telemetry, [
    publicEndpoint(routes.queryPublicPerson, async ({ body, event }): Promise<Outcome> => {
      const finding = await queryPerson(deps, event.requestContext.http.sourceIp, body);
      if ("refusal" in finding)
        return { refusal: finding.refusal, headers: { "retry-after": String(finding.retryAfter) } };
      const { today, standing, shown } = finding;
      // Whatever is not shown plays no part in the answer: not in its version either.
      return {
        status: 200,
        body: {
          asOf: shanghaiInstant(deps.now()),
          listVersion: listVersionOf("public", today, standing ? [standing] : []),
          items: standing ? shown.map((entry) => publicSummaryView(standing, entry, deps.masksOn(today))) : [],
        },
      };
    }),
    endpoint(routes.resolveSubject, deps, async ({ body, caller, officer, correlationId }): Promise<Outcome> => {
      const { purpose } = body;
      const found = await resolveSubject(deps, body, { caller, purpose, officer, correlationId });
      if (!found.ok) return found;
      const { subjectId, kind, name, uscc } = found.value;
      return { status: 200, body: { subjectId, kind, name, ...(uscc === undefined ? {} : { uscc }) } };
    }),
  ]);
