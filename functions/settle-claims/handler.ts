import { serve } from "../../shared/http/endpoint.ts";
import type { SettleClaimsDeps } from "./deps.ts";
import { objectionEndpoints } from "./objections.ts";
import { repairEndpoints } from "./repairs.ts";

/** Objections to entries and acts, and applications for their repair. */
export const createHandler = (given: SettleClaimsDeps) => {
  const deps = { ...given, requestsGuardThemselves: true } as const;
  return serve(deps.telemetry, [...repairEndpoints(deps), ...objectionEndpoints(deps)]);
};
