import { type Screened, screenSubjects, type ScreenSubjectsDeps } from "../../shared/app/query/screen-subjects.ts";
import { endpoint, type EndpointDeps, serve } from "../../shared/http/endpoint.ts";
import { screenSubjects as route } from "../../shared/http/routes/screening.ts";
import { explainPublicEntry } from "../../shared/http/routes/why.ts";
import { listVersionOf } from "../../shared/http/views.ts";
import { shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** POST /v1/screenings: 应查必查 at an agency's counter. */
export const createHandler = (deps: ScreenSubjectsDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(route, deps, async ({ body, caller, officer, correlationId }) => {
      const screened = await screenSubjects(deps, body, { caller, officer, correlationId });
      const now = deps.now();
      return {
        status: 200,
        body: {
          listVersion: listVersionOf(
            "screening",
            shanghaiDate(now),
            screened.flatMap(({ standing }) => standing ?? []),
          ),
          asOf: shanghaiInstant(now),
          results: screened.map(view),
        },
      };
    }),
  ]);

/** The subject as it was asked for, but for the number; found, with its name and code. */
const subjectView = ({ asked, standing }: Screened) => {
  const name = standing?.name ?? ("name" in asked ? asked.name : undefined);
  const uscc = standing?.uscc ?? ("uscc" in asked ? asked.uscc : undefined);
  const person = "idNumber" in asked ? { idType: asked.idType, subjectId: standing?.subjectId } : {};
  return { uscc, name, ...person };
};

const view = ({ candidates, ...screened }: Screened) => ({
  subject: subjectView(screened),
  standing: candidates ? "ambiguous" : screened.entries.length > 0 ? "listed" : "none",
  ...(candidates ? { candidates } : {}),
  ...restrictionsView(screened),
});

const restrictionsView = ({ entries, restrictions, references }: Screened) => ({
  references,
  lists: [...new Set(entries.map(({ list }) => list))],
  restrictions: restrictions.map(({ entry, measure, legalBasis }) => ({
    entryId: entry.entryId,
    ...(entry.inheritedFrom ? { inheritedFrom: entry.inheritedFrom.name } : {}),
    list: entry.list,
    measureId: measure.measureId,
    version: measure.version,
    title: measure.title,
    strength: measure.strength,
    legalBasis,
    agency: measure.agencies,
    validTo: entry.validTo,
    suspended: entry.suspended,
    why: explainPublicEntry.path.replace("{entryId}", entry.entryId),
  })),
});
