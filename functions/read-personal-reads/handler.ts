import { listPersonalReads, type ListPersonalReadsDeps } from "../../shared/app/person/list-personal-reads.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import { listPersonalReads as route } from "../../shared/http/routes/persons.ts";

/** GET /v1/personal-reads: the register of purposes (A §22). */
export const createHandler = (deps: ListPersonalReadsDeps & EndpointDeps) =>
  serve(deps.telemetry, [
    endpoint(route, deps, async ({ query, caller, event }): Promise<Outcome> => {
      const page = await listPersonalReads(deps, query, caller);
      if (!page.ok) return page;
      return { status: 200, body: page.value, headers: linkNext(event, page.value.next) };
    }),
  ]);
