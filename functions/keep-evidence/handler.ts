import { keepEvidence, type KeepEvidenceDeps } from "../../shared/app/evidence/keep-evidence.ts";
import { readEvidence, type ReadEvidenceDeps } from "../../shared/app/evidence/read-evidence.ts";
import { mayGiveEvidence } from "../../shared/app/submission/submission-kinds.ts";
import type { KeptEvidence } from "../../shared/domain/evidence/evidence.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { purposeOf } from "../../shared/http/purpose.ts";
import * as routes from "../../shared/http/routes/evidence.ts";

/** POST /v1/evidence and GET /v1/evidence/{evidenceId}: files that prove what an act rests on. */
export const createHandler = (deps: KeepEvidenceDeps & ReadEvidenceDeps & EndpointDeps) => {
  const answerWith = ({ evidenceId, sha256, mediaType, bytes }: KeptEvidence) => ({
    status: 201,
    body: { evidenceId, sha256, mediaType, bytes },
    headers: { location: `/v1/evidence/${evidenceId}` },
  });
  return serve(deps.telemetry, [
    endpoint(routes.keepEvidence, deps, async ({ body, caller, by, request }): Promise<Outcome> => {
      const barred = mayGiveEvidence(caller);
      if (barred) return { refusal: barred };
      const { officer, ...confirmed } = body;
      const kept = await keepEvidence(deps, { ...confirmed, by: by(officer), request: { ...request, answerWith } });
      return kept.ok ? answerWith(kept.value) : kept;
    }),
    endpoint(routes.getEvidence, deps, async ({ params, caller, event, correlationId }): Promise<Outcome> => {
      const reading = purposeOf(event);
      if (!reading.ok) return reading;
      const opened = await readEvidence(deps, params.evidenceId, { ...reading.value, caller, correlationId });
      if (!opened.ok) return opened;
      const { evidenceId, sha256, mediaType, bytes, keptAt, agencyId, citedBy, url, expiresAt } = opened.value;
      return {
        status: 200,
        body: { evidenceId, sha256, mediaType, bytes, keptAt, agencyId, citedBy, url, expiresAt },
      };
    }),
  ]);
};
