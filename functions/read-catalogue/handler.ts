import { revisionOf } from "../../shared/app/measure/keep-measures.ts";
import {
  listMeasures,
  listMous,
  publishedMeasures,
  readMeasure,
  type ReadCatalogueDeps,
  readMou,
} from "../../shared/app/measure/read-catalogue.ts";
import { actView, measureView, mouView, publicMeasureView, revisionTag } from "../../shared/http/catalogue-views.ts";
import { endpoint, type EndpointDeps, type Outcome, publicEndpoint, serve } from "../../shared/http/endpoint.ts";
import * as routes from "../../shared/http/routes/catalogue.ts";
import { listPublicMeasures } from "../../shared/http/routes/public.ts";
import { secondsToMidnight } from "../../shared/kernel/local-date.ts";

/** GET /public/v1/measures, /v1/measures… and /v1/mous…: the measures catalogue. */
export const createHandler = (deps: ReadCatalogueDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    publicEndpoint(listPublicMeasures, async () => {
      const published = await publishedMeasures(deps);
      return {
        status: 200,
        body: { items: published.map(({ measure, mou }) => publicMeasureView(measure, mou)) },
        headers: { "cache-control": `public, max-age=${Math.min(60, secondsToMidnight(deps.now()))}` },
      };
    }),
    endpoint(routes.listMeasures, deps, async () => {
      const { items, today } = await listMeasures(deps);
      return { status: 200, body: { items: items.map((measure) => measureView(measure, today)), next: null } };
    }),
    endpoint(routes.getMeasure, deps, async ({ params }): Promise<Outcome> => {
      const read = await readMeasure(deps, params.measureId);
      if (!read.ok) return read;
      const { measureId, today, versions, history } = read.value;
      return {
        status: 200,
        body: {
          measureId,
          versions: versions.map((measure) => measureView(measure, today)),
          history: history.map(actView),
        },
        headers: { etag: revisionTag(revisionOf(versions)) },
      };
    }),
    endpoint(routes.listMous, deps, async () => {
      const mous = await listMous(deps);
      return { status: 200, body: { items: mous.map(mouView), next: null } };
    }),
    endpoint(routes.getMou, deps, async ({ params }): Promise<Outcome> => {
      const read = await readMou(deps, params.mouId);
      if (!read.ok) return read;
      const { mou, versions, measures, history } = read.value;
      return {
        status: 200,
        body: { ...mouView(mou), versions: versions.map(mouView), measures, history: history.map(actView) },
        headers: { etag: revisionTag(mou.revision ?? 0) },
      };
    }),
  ]);
