import { offerUpload, type OfferUploadDeps } from "../../shared/app/offer-upload.ts";
import { endpoint, type EndpointDeps, serve } from "../../shared/http/endpoint.ts";
import { offerUpload as route } from "../../shared/http/routes/submissions.ts";

/** POST /v1/uploads: an authority asks where to put a large file. */
export const createHandler = (deps: OfferUploadDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(route, deps, async ({ body, caller, request }) => {
      if (!caller.roles.includes("authority"))
        return { refusal: { code: "agency.role", detail: "仅认定单位可报送名单 / only authorities submit lists" } };
      const offered = await offerUpload(deps, {
        ...body,
        agencyId: caller.agencyId,
        request: { ...request, answerWith: (offer) => ({ status: 201, body: offer }) },
      });
      return offered.ok ? { status: 201, body: offered.value } : offered;
    }),
  ]);
