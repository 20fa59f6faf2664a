import { type KeepCalendarDeps, putYear } from "../../shared/app/clock/keep-calendar.ts";
import { acknowledgeAlert, type AcknowledgeAlertDeps } from "../../shared/app/alert/list-alerts.ts";
import { alertView, yearAnswer } from "../../shared/http/clock-views.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { versionWhereGiven } from "../../shared/http/request.ts";
import * as routes from "../../shared/http/routes/clocks.ts";
import type { Alert } from "../../shared/ports/alerts.ts";

/** Commands about clocks: an officer takes note of an alert, the office keeps the calendar. */
export const createHandler = (deps: AcknowledgeAlertDeps & KeepCalendarDeps & EndpointDeps) => {
  const answerWith = (alert: Alert) => ({ status: 200, body: alertView(alert) });
  return serve(deps.telemetry, [
    endpoint(routes.acknowledgeAlert, deps, async ({ params, body, caller, by, request }): Promise<Outcome> => {
      const { alertId } = params;
      const { officer, note } = body;
      const done = await acknowledgeAlert(deps, {
        alertId,
        note,
        caller,
        by: by(officer),
        request: { ...request, answerWith },
      });
      return done.ok ? answerWith(done.value) : done;
    }),
    endpoint(routes.putCalendar, deps, async ({ params, body, caller, by, correlationId, event }): Promise<Outcome> => {
      const { officer, ...content } = body;
      const { year } = params;
      const expectedRevision = versionWhereGiven(event);
      const done = await putYear(deps, { year, ...content, caller, by: by(officer), correlationId, expectedRevision });
      return done.ok ? yearAnswer(done.value) : done;
    }),
  ]);
};
