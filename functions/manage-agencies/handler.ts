import { readAgency, registerAgency, type RegisterAgencyDeps } from "../../shared/app/agency/register-agency.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { getAgency, putAgency } from "../../shared/http/routes/office.ts";

/** GET and PUT /v1/agencies/{agencyId}: the agency register. */
export const createHandler = (deps: RegisterAgencyDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(getAgency, deps, async ({ params, caller }): Promise<Outcome> => {
      const agency = await readAgency(deps, params.agencyId, caller);
      return agency.ok ? { status: 200, body: agency.value } : agency;
    }),
    endpoint(putAgency, deps, async ({ params, body, caller }): Promise<Outcome> => {
      const agency = await registerAgency(deps, { agencyId: params.agencyId, ...body }, caller);
      return agency.ok ? { status: 200, body: agency.value } : agency;
    }),
  ]);
