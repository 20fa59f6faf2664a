import {
  listRepairs,
  readRepair,
  type ReadRepairsDeps,
  repairEligibility,
} from "../../shared/app/repair/read-repairs.ts";
import type { Masks } from "../../shared/domain/subject/masks.ts";
import { endpoint, type Endpoint, type EndpointDeps } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import { purposeOf } from "../../shared/http/purpose.ts";
import { eligibilityView, repairSummaryView, repairView } from "../../shared/http/repair-views.ts";
import * as routes from "../../shared/http/routes/repairs.ts";
import { type LocalDate, shanghaiDate } from "../../shared/kernel/local-date.ts";

type Deps = ReadRepairsDeps & EndpointDeps & { readonly masksOn: (day: LocalDate) => Masks };

/** GET …/repair-eligibility and the applications for repair. */
export const repairEndpoints = (deps: Deps): readonly Endpoint[] => [
  endpoint(routes.getRepairEligibility, deps, async ({ params, caller }) => {
    const found = await repairEligibility(deps, params.entryId, caller);
    return found.ok ? { status: 200, body: eligibilityView(found.value) } : found;
  }),
  endpoint(routes.getRepair, deps, async ({ params, caller, event, correlationId }) => {
    const reading = purposeOf(event);
    if (!reading.ok) return reading;
    const found = await readRepair(deps, params.repairId, { ...reading.value, caller, correlationId });
    return found.ok ? { status: 200, body: repairView(found.value, shanghaiDate(deps.now())) } : found;
  }),
  endpoint(routes.listRepairs, deps, async ({ query, caller, event }) => {
    const page = await listRepairs(deps, query, caller);
    if (!page.ok) return page;
    const { items, next } = page.value;
    const today = shanghaiDate(deps.now());
    const masks = deps.masksOn(today);
    return {
      status: 200,
      body: { items: items.map((filed) => repairSummaryView(filed, masks, today)), next },
      headers: linkNext(event, next),
    };
  }),
];
