import type { KeepCatalogueDeps } from "../../shared/app/measure/keep-catalogue.ts";
import {
  type KeptMeasure,
  publishMeasure,
  putMeasure,
  retireMeasure,
  revisionOf,
} from "../../shared/app/measure/keep-measures.ts";
import { putMou } from "../../shared/app/measure/keep-mous.ts";
import { measureView, mouView, revisionTag } from "../../shared/http/catalogue-views.ts";
import { type Asked, endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { versionWhereGiven } from "../../shared/http/request.ts";
import * as routes from "../../shared/http/routes/catalogue.ts";
import { shanghaiDate } from "../../shared/kernel/local-date.ts";

/** The office's commands on measures and memoranda. */
export const createHandler = (deps: KeepCatalogueDeps & EndpointDeps) => {
  const answerWith = ({ measureId, versions }: KeptMeasure) => {
    const today = shanghaiDate(deps.now());
    return {
      status: 200,
      body: { measureId, versions: versions.map((measure) => measureView(measure, today)) },
      headers: { etag: revisionTag(revisionOf(versions)) },
    };
  };
  const commandOf = ({
    caller,
    by,
    correlationId,
    event,
    body,
  }: Asked<unknown, unknown, { officer?: string | undefined }>) => ({
    caller,
    by: by(body.officer),
    correlationId,
    expectedRevision: versionWhereGiven(event),
  });

  return serve(deps.telemetry, [
    endpoint(routes.putMeasure, deps, async (asked): Promise<Outcome> => {
      const { officer: _, ...content } = asked.body;
      const done = await putMeasure(deps, { ...commandOf(asked), measureId: asked.params.measureId, content });
      return done.ok ? answerWith(done.value) : done;
    }),
    endpoint(routes.publishMeasure, deps, async (asked): Promise<Outcome> => {
      const done = await publishMeasure(deps, {
        ...commandOf(asked),
        measureId: asked.params.measureId,
        request: { ...asked.request, answerWith },
      });
      return done.ok ? answerWith(done.value) : done;
    }),
    endpoint(routes.retireMeasure, deps, async (asked): Promise<Outcome> => {
      const { reason, on, version } = asked.body;
      const done = await retireMeasure(deps, {
        ...commandOf(asked),
        measureId: asked.params.measureId,
        reason,
        on,
        version,
        request: { ...asked.request, answerWith },
      });
      return done.ok ? answerWith(done.value) : done;
    }),
    endpoint(routes.putMou, deps, async (asked): Promise<Outcome> => {
      const { officer: _, ...content } = asked.body;
      const done = await putMou(deps, { ...commandOf(asked), mouId: asked.params.mouId, content });
      if (!done.ok) return done;
      return { status: 200, body: mouView(done.value), headers: { etag: revisionTag(done.value.revision ?? 0) } };
    }),
  ]);
};
