import { offerTemplate, type OfferTemplateDeps } from "../../shared/app/submission/offer-template.ts";
import { publicEndpoint, serve } from "../../shared/http/endpoint.ts";
import { openApiDocument } from "../../shared/http/openapi.ts";
import { routes } from "../../shared/http/routes/index.ts";
import { getTemplate } from "../../shared/http/routes/disclosures.ts";
import { getHealth, getOpenApi } from "../../shared/http/routes/describe.ts";
import { xlsxType } from "../../shared/http/schemas.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** GET /health, /openapi.json and the empty workbooks that offices fill in. */
export const createHandler = (deps: OfferTemplateDeps & { readonly telemetry: Telemetry }) => {
  let document: unknown;
  return serve(deps.telemetry, [
    publicEndpoint(getHealth, () => Promise.resolve({ status: 200, body: { status: "ok" } })),
    publicEndpoint(getOpenApi, () => {
      document ??= openApiDocument(routes);
      return Promise.resolve({ status: 200, body: document, headers: { "cache-control": "public, max-age=300" } });
    }),
    publicEndpoint(getTemplate, async ({ params: { file } }) => ({
      status: 200,
      bytes: await offerTemplate(deps, file),
      headers: {
        "content-type": xlsxType,
        "content-disposition": `attachment; filename="${file}"`,
        "cache-control": "public, max-age=300",
      },
    })),
  ]);
};
