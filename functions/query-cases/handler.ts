import { showCases } from "../../shared/app/feedback/typical-cases.ts";
import { publicEndpoint, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import { listPublicCases } from "../../shared/http/routes/feedback.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";
import { publicCaseView } from "../../shared/http/views.ts";

/** GET /public/v1/typical-cases: what anyone may read of how lists work. */
export const createHandler = (deps: Parameters<typeof showCases>[0] & { readonly telemetry: Telemetry }) =>
  serve(deps.telemetry, [
    publicEndpoint(listPublicCases, async ({ query, event }) => {
      const { items, next } = await showCases(deps, query);
      return {
        status: 200,
        body: { items: items.map(publicCaseView), next },
        headers: { "cache-control": "public, max-age=60", ...linkNext(event, next) },
      };
    }),
  ]);
