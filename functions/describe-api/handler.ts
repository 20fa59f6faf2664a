import { publicEndpoint, serve } from "../../shared/http/endpoint.ts";
import { openApiDocument } from "../../shared/http/openapi.ts";
import { routes } from "../../shared/http/routes/index.ts";
import { getHealth, getOpenApi } from "../../shared/http/routes/describe.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** GET /health and /openapi.json. */
export const createHandler = (deps: { readonly telemetry: Telemetry }) => {
  let document: unknown;
  return serve(deps.telemetry, [
    publicEndpoint(getHealth, () => Promise.resolve({ status: 200, body: { status: "ok" } })),
    publicEndpoint(getOpenApi, () => {
      document ??= openApiDocument(routes);
      return Promise.resolve({ status: 200, body: document, headers: { "cache-control": "public, max-age=300" } });
    }),
  ]);
};
