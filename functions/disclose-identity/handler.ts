import { discloseIdentity, type DiscloseIdentityDeps } from "../../shared/app/person/disclose-identity.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { purposeOf } from "../../shared/http/purpose.ts";
import { readTriggerIdentity } from "../../shared/http/routes/persons.ts";

/** GET /v1/triggers/{triggerId}/identity: whom an agency must act on, for that agency alone. */
export const createHandler = (deps: DiscloseIdentityDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(readTriggerIdentity, deps, async ({ params, caller, event, correlationId }): Promise<Outcome> => {
      const reading = purposeOf(event);
      if (!reading.ok) return reading;
      const [entryId = "", triggerKey = ""] = params.triggerId.split(".");
      const { officer } = reading.value;
      const identity = await discloseIdentity(deps, { entryId, triggerKey }, { caller, officer, correlationId });
      return identity.ok ? { status: 200, body: identity.value } : identity;
    }),
  ]);
