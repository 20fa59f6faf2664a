import { type Screened, screenSubjects, type ScreenSubjectsDeps } from "../../shared/app/screen-subjects.ts";
import { endpoint, type EndpointDeps, serve } from "../../shared/http/endpoint.ts";
import { screenSubjects as route } from "../../shared/http/routes/screening.ts";
import { listVersionOf } from "../../shared/http/views.ts";
import { shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** POST /v1/screenings: 应查必查 at an agency's counter. */
export const createHandler = (deps: ScreenSubjectsDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(route, deps, async ({ body }) => {
      const usccs = body.subjects.map((subject) => subject.uscc);
      const screened = await screenSubjects(deps, { matter: body.matter, usccs });
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

const view = ({ uscc, standing, entries, restrictions }: Screened) => ({
  subject: { uscc, ...(standing ? { name: standing.name } : {}) },
  standing: standing ? "listed" : "none",
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
  })),
});
