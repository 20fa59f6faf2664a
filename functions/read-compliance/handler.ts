import { complianceCsv } from "../../shared/app/compliance/compliance-csv.ts";
import {
  allCompliance,
  type Compliance,
  listCompliance,
  monthAsked,
  readCompliance,
  type ReadComplianceDeps,
  readIndicators,
} from "../../shared/app/compliance/read-compliance.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import { header, type HttpEvent } from "../../shared/http/request.ts";
import * as routes from "../../shared/http/routes/compliance.ts";
import { shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** GET /v1/compliance…: what agencies reported, published and answered in a month, and the city's indicators. */
export const createHandler = (deps: ReadComplianceDeps & EndpointDeps) => {
  const asOf = (): string => shanghaiInstant(deps.now());
  return serve(deps.telemetry, [
    endpoint(routes.getCompliance, deps, async ({ params, query, caller, event }): Promise<Outcome> => {
      const month = monthAsked(deps, query.month);
      const read = await readCompliance(deps, params.agencyId, month, caller);
      if (!read.ok) return read;
      return wantsCsv(event, query.format)
        ? download([read.value], `compliance-${params.agencyId}-${month}`)
        : { status: 200, body: { ...read.value, asOf: asOf() }, headers: vary };
    }),
    endpoint(routes.listCompliance, deps, async ({ query, caller, event }): Promise<Outcome> => {
      const month = monthAsked(deps, query.month);
      if (wantsCsv(event, query.format)) {
        const all = await allCompliance(deps, month, caller);
        return all.ok ? download(all.value, `compliance-${month}`) : all;
      }
      const page = await listCompliance(deps, { ...query, month }, caller);
      if (!page.ok) return page;
      const { items, next } = page.value;
      return { status: 200, body: { items, next, asOf: asOf() }, headers: { ...vary, ...linkNext(event, next) } };
    }),
    endpoint(routes.getIndicators, deps, async ({ query, caller }): Promise<Outcome> => {
      const month = monthAsked(deps, query.month);
      const indicators = await readIndicators(deps, month, caller);
      return indicators.ok ? { status: 200, body: { month, asOf: asOf(), indicators: indicators.value } } : indicators;
    }),
  ]);
};

/** The same address answers JSON or a table, as the client asks. */
const vary = { vary: "accept" };

const wantsCsv = (event: HttpEvent, format: "json" | "csv" | undefined): boolean =>
  format === undefined ? (header(event, "accept") ?? "").toLowerCase().includes("text/csv") : format === "csv";

const download = (all: readonly Compliance[], name: string): Outcome => ({
  status: 200,
  text: complianceCsv(all),
  headers: {
    ...vary,
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}.csv"`,
  },
});
