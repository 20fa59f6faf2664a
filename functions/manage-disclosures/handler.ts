import {
  actRepairEligibility,
  listDisclosures,
  readDisclosure,
  readDisclosureHistory,
  type ReadDisclosuresDeps,
} from "../../shared/app/disclosure/read-disclosures.ts";
import { reportPublication, type ReportPublicationDeps } from "../../shared/app/disclosure/report-publication.ts";
import { withdrawPublication, type WithdrawPublicationDeps } from "../../shared/app/disclosure/withdraw-publication.ts";
import { citeEvidence, type CiteEvidenceDeps } from "../../shared/app/evidence/cite-evidence.ts";
import type { Disclosure } from "../../shared/domain/disclosure/disclosure.ts";
import type { Masks } from "../../shared/domain/subject/masks.ts";
import {
  disclosureEtag,
  disclosureEventView,
  disclosureView,
  listedDisclosureView,
  publicationsView,
} from "../../shared/http/disclosure-views.ts";
import { endpoint, type EndpointDeps, type Outcome, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import { purposeOf } from "../../shared/http/purpose.ts";
import { eligibilityView } from "../../shared/http/repair-views.ts";
import * as routes from "../../shared/http/routes/disclosures.ts";
import { getActRepairEligibility } from "../../shared/http/routes/repairs.ts";
import { type LocalDate, shanghaiDate } from "../../shared/kernel/local-date.ts";

export type ManageDisclosuresDeps = ReadDisclosuresDeps &
  ReportPublicationDeps &
  WithdrawPublicationDeps &
  CiteEvidenceDeps &
  EndpointDeps & { readonly masksOn: (day: LocalDate) => Masks };

/** GET /v1/disclosures… and the agency's own publication of one, said and taken back. */
export const createHandler = (deps: ManageDisclosuresDeps) => {
  const answering = (view: typeof disclosureView | typeof publicationsView) => (disclosure: Disclosure) => {
    const today = shanghaiDate(deps.now());
    return {
      status: 200,
      body: view(disclosure, today, deps.masksOn(today)),
      headers: { etag: disclosureEtag(disclosure) },
    };
  };
  const answerWith = answering(disclosureView);
  const withdrawn = answering(publicationsView);
  return serve(deps.telemetry, [
    endpoint(routes.listDisclosures, deps, async ({ query, caller, event }): Promise<Outcome> => {
      const page = await listDisclosures(deps, query, caller);
      if (!page.ok) return page;
      const { items, next } = page.value;
      const today = shanghaiDate(deps.now());
      const masks = deps.masksOn(today);
      return {
        status: 200,
        body: { items: items.map((disclosure) => listedDisclosureView(disclosure, today, masks)), next },
        headers: linkNext(event, next),
      };
    }),
    endpoint(routes.getDisclosure, deps, async ({ params, caller, event, correlationId }): Promise<Outcome> => {
      const reading = purposeOf(event);
      if (!reading.ok) return reading;
      const read = await readDisclosure(deps, params.disclosureId, { ...reading.value, caller, correlationId });
      return read.ok ? answerWith(read.value) : read;
    }),
    endpoint(routes.getDisclosureHistory, deps, async ({ params, caller, event, correlationId }): Promise<Outcome> => {
      const reading = purposeOf(event);
      if (!reading.ok) return reading;
      const asked = { ...reading.value, caller, correlationId };
      const events = await readDisclosureHistory(deps, params.disclosureId, asked);
      if (!events.ok) return events;
      const masks = deps.masksOn(shanghaiDate(deps.now()));
      const items = events.value.map((each) => disclosureEventView(each, masks));
      return { status: 200, body: { items, next: null } };
    }),
    endpoint(getActRepairEligibility, deps, async ({ params, caller }): Promise<Outcome> => {
      const found = await actRepairEligibility(deps, params.disclosureId, caller);
      return found.ok ? { status: 200, body: eligibilityView(found.value) } : found;
    }),
    endpoint(routes.reportPublication, deps, async (asked): Promise<Outcome> => {
      const { params, caller, by, correlationId, request } = asked;
      const cited = await citeEvidence(deps, asked.body, caller.agencyId);
      if (!cited.ok) return cited;
      const { officer, channel, publishedOn, address, note, evidence } = cited.value;
      const done = await reportPublication(deps, {
        disclosureId: params.disclosureId,
        publication: {
          channel,
          publishedOn,
          ...(address === undefined ? {} : { address }),
          ...(note === undefined ? {} : { note }),
          ...(evidence === undefined ? {} : { evidence }),
        },
        by: by(officer),
        correlationId,
        request: { ...request, answerWith },
      });
      return done.ok ? answerWith(done.value) : done;
    }),
    endpoint(routes.withdrawPublication, deps, async (asked): Promise<Outcome> => {
      const { params, caller, by, correlationId, request } = asked;
      const { officer, reason, ...which } = asked.body;
      const { disclosureId } = params;
      const done = await withdrawPublication(deps, {
        ...{ disclosureId, which, reason, caller, by: by(officer), correlationId },
        request: { ...request, answerWith: withdrawn },
      });
      return done.ok ? withdrawn(done.value) : done;
    }),
  ]);
};
