import { dueAfter, type DueAfterDeps } from "../../shared/app/clock/due-after.ts";
import { forecastClocks, type ForecastDeps } from "../../shared/app/clock/forecast-clocks.ts";
import { readYear, type ReadCalendarDeps } from "../../shared/app/clock/keep-calendar.ts";
import { listAlerts, type ListAlertsDeps } from "../../shared/app/alert/list-alerts.ts";
import { listClocks, type ListClocksDeps } from "../../shared/app/clock/list-clocks.ts";
import { simulateDeadlines, type SimulateDeps } from "../../shared/app/clock/simulate-deadlines.ts";
import { alertView, listedClockView, yearAnswer } from "../../shared/http/clock-views.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import * as routes from "../../shared/http/routes/clocks.ts";
import { getWorkingDays, listAlerts as alertsRoute } from "../../shared/http/routes/office.ts";
import { shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** What is due and when, what was said about it, the calendar, and when something would be due. */
export const createHandler = (
  deps: ListAlertsDeps & ListClocksDeps & ForecastDeps & DueAfterDeps & ReadCalendarDeps & SimulateDeps & EndpointDeps,
) =>
  serve(deps.telemetry, [
    endpoint(routes.listClocks, deps, async ({ query, caller, event }): Promise<Outcome> => {
      const page = await listClocks(deps, query, caller);
      if (!page.ok) return page;
      const { items, next } = page.value;
      return { status: 200, body: { items: items.map(listedClockView), next }, headers: linkNext(event, next) };
    }),
    endpoint(routes.forecastClocks, deps, async ({ query, caller }): Promise<Outcome> => {
      await deps.calendarRegister.years();
      const forecast = await forecastClocks(deps, query, caller);
      if (!forecast.ok) return forecast;
      return { status: 200, body: { ...forecast.value, asOf: shanghaiInstant(deps.now()) } };
    }),
    endpoint(alertsRoute, deps, async ({ query, caller, event }) => {
      const { items, next } = await listAlerts(deps, query, caller);
      return { status: 200, body: { items: items.map(alertView), next }, headers: linkNext(event, next) };
    }),
    endpoint(getWorkingDays, deps, async ({ query }) => {
      await deps.calendarRegister.years();
      const due = dueAfter(deps, query);
      return due.ok ? { status: 200, body: due.value } : due;
    }),
    endpoint(routes.simulateDeadlines, deps, async ({ body, caller }): Promise<Outcome> => {
      await deps.calendarRegister.years();
      const simulated = await simulateDeadlines(deps, { ...body, caller });
      return simulated.ok ? { status: 200, body: simulated.value } : simulated;
    }),
    endpoint(routes.getCalendar, deps, async ({ params }) => yearAnswer(await readYear(deps, params.year))),
  ]);
