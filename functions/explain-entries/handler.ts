import { explainPublicEntry, explainSubject, type ExplainEntriesDeps } from "../../shared/app/why/explain-entries.ts";
import { openSubject } from "../../shared/app/subject/open-subject.ts";
import type { RegisterReadDeps } from "../../shared/app/person/register-read.ts";
import type { Masks } from "../../shared/domain/subject/masks.ts";
import { cacheable } from "../../shared/http/cacheable.ts";
import { endpoint, type EndpointDeps, publicEndpoint, serve } from "../../shared/http/endpoint.ts";
import { purposeOf } from "../../shared/http/purpose.ts";
import * as routes from "../../shared/http/routes/why.ts";
import { explanationView, listVersionOf, publicExplanationView, subjectPageView } from "../../shared/http/views.ts";
import { derivedKey } from "../../shared/kernel/ids.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** GET /v1/subjects/{id}/why and /public/v1/entries/{id}/why: why somebody is restricted, and the ways out (B 三(二)). */
export const createHandler = (
  deps: ExplainEntriesDeps & RegisterReadDeps & EndpointDeps & { readonly masksOn: (day: LocalDate) => Masks },
) =>
  serve(deps.telemetry, [
    endpoint(routes.explainSubject, deps, async ({ params, caller, event, correlationId }) => {
      const reading = purposeOf(event);
      if (!reading.ok) return reading;
      const explained = await explainSubject(deps, params.subjectId, caller);
      if (!explained.ok) return explained;
      const opened = await openSubject(deps, explained.value, { ...reading.value, caller, correlationId });
      if (!opened.ok) return opened;
      const { standing, asOf, why } = explained.value;
      return {
        status: 200,
        body: {
          asOf: shanghaiInstant(asOf),
          listVersion: listVersionOf("why", shanghaiDate(asOf), [standing]),
          subject: subjectPageView(standing),
          entries: why.map(explanationView),
        },
      };
    }),
    publicEndpoint(routes.explainPublicEntry, async ({ params, event }) => {
      const explained = await explainPublicEntry(deps, params.entryId);
      if (!explained.ok) return explained;
      const now = deps.now();
      const { why, entry, bore } = explained.value;
      const view = publicExplanationView(why, entry, bore, deps.masksOn(shanghaiDate(now)));
      const listVersion = derivedKey("why", shanghaiDate(now), JSON.stringify(view));
      return cacheable(event, now, `"${listVersion}"`, { asOf: shanghaiInstant(now), listVersion, ...view });
    }),
  ]);
