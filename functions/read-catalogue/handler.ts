import { publishedMeasures, readMeasure, type ReadCatalogueDeps } from "../../shared/app/read-catalogue.ts";
import { endpoint, type EndpointDeps, publicEndpoint, serve } from "../../shared/http/endpoint.ts";
import { getMeasure } from "../../shared/http/routes/office.ts";
import { secondsToMidnight } from "../../shared/kernel/local-date.ts";
import { listPublicMeasures } from "../../shared/http/routes/public.ts";

/** GET /public/v1/measures and /v1/measures/{measureId}: the measures catalogue. */
export const createHandler = (deps: ReadCatalogueDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    publicEndpoint(listPublicMeasures, () =>
      Promise.resolve({
        status: 200,
        body: { items: publishedMeasures(deps) },
        headers: { "cache-control": `public, max-age=${Math.min(300, secondsToMidnight(deps.now()))}` },
      }),
    ),
    endpoint(getMeasure, deps, ({ params }) => {
      const versions = readMeasure(deps, params.measureId);
      return Promise.resolve(
        versions.ok ? { status: 200, body: { measureId: params.measureId, versions: versions.value } } : versions,
      );
    }),
  ]);
