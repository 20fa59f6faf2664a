import { listAlerts, type ListAlertsDeps } from "../../shared/app/list-alerts.ts";
import { dueAfter, type DueAfterDeps } from "../../shared/app/due-after.ts";
import { endpoint, type EndpointDeps, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import { getWorkingDays, listAlerts as alertsRoute } from "../../shared/http/routes/office.ts";

/** GET /v1/alerts and /v1/working-days: the clocks that ran out, and when one would. */
export const createHandler = (deps: ListAlertsDeps & DueAfterDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(alertsRoute, deps, async ({ query, caller, event }) => {
      const page = await listAlerts(deps, query, caller);
      const items = page.items.map(({ type: _type, version: _version, ...alert }) => alert);
      return { status: 200, body: { items, next: page.next }, headers: linkNext(event, page.next) };
    }),
    endpoint(getWorkingDays, deps, ({ query }) => {
      const due = dueAfter(deps, query);
      return Promise.resolve(due.ok ? { status: 200, body: due.value } : due);
    }),
  ]);
