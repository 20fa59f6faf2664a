import { offerUpload, type OfferUploadDeps } from "../../shared/app/submission/offer-upload.ts";
import { mayGiveEvidence, mayUpload } from "../../shared/app/submission/submission-kinds.ts";
import { endpoint, type EndpointDeps, serve } from "../../shared/http/endpoint.ts";
import { offerUpload as route } from "../../shared/http/routes/submissions.ts";

/** POST /v1/uploads: an agency asks where to put a large file. */
export const createHandler = (deps: OfferUploadDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(route, deps, async ({ body, caller, request }) => {
      const barred = body.purpose === "evidence" ? mayGiveEvidence(caller) : mayUpload(caller);
      if (barred) return { refusal: barred };
      const offered = await offerUpload(deps, {
        ...body,
        agencyId: caller.agencyId,
        request: { ...request, answerWith: (offer) => ({ status: 201, body: offer }) },
      });
      return offered.ok ? { status: 201, body: offered.value } : offered;
    }),
  ]);
