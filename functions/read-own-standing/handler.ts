import { maskedEvent } from "../../shared/app/entry/open-entry.ts";
import { ownComplaints, ownObjections, ownRepairs } from "../../shared/app/own/own-filings.ts";
import { ownDisclosure, type OwnDisclosure, ownDisclosures } from "../../shared/app/own/own-disclosures.ts";
import { ownEntry, ownHistory, type OwnHistoryDeps } from "../../shared/app/own/own-history.ts";
import { findOneself, type Own } from "../../shared/app/own/own-standing.ts";
import {
  type OwnEntry,
  readOwnReads,
  readOwnStanding,
  type ReadOwnStandingDeps,
} from "../../shared/app/own/read-own-standing.ts";
import type { Disclosure } from "../../shared/domain/disclosure/disclosure.ts";
import type { ShownObjection } from "../../shared/app/objection/read-objections.ts";
import type { Masks } from "../../shared/domain/subject/masks.ts";
import { disclosureEtag, disclosureView } from "../../shared/http/disclosure-views.ts";
import { serve, subjectEndpoint } from "../../shared/http/endpoint.ts";
import { objectionView } from "../../shared/http/objection-views.ts";
import { linkNext } from "../../shared/http/paging.ts";
import { eligibilityView, repairView } from "../../shared/http/repair-views.ts";
import * as routes from "../../shared/http/routes/me.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";
import {
  entryView,
  etagOf,
  explanationView,
  historyView,
  listVersionOf,
  subjectPageView,
  triggerView,
} from "../../shared/http/views.ts";
import type { Found, Page } from "../../shared/kernel/in-turn.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** GET /v1/me…: what a subject may know about itself, which is everything (A §22, B 三(二)). */
export const createHandler = (
  deps: ReadOwnStandingDeps &
    OwnHistoryDeps & { readonly telemetry: Telemetry; readonly masksOn: (day: LocalDate) => Masks },
) => {
  /** A page of what is the subject's own: how it is read, and how one of it looks. */
  const filed = <T>(
    route: Listed,
    read: (deps: ReadOwnStandingDeps & OwnHistoryDeps, own: Own, page: Page) => Promise<Found<T>>,
    view: (one: T, today: LocalDate) => unknown,
  ) =>
    subjectEndpoint(route, async ({ identity, query, event }) => {
      const { items, next } = await read(deps, await findOneself(deps, identity), query);
      const today = shanghaiDate(deps.now());
      return {
        status: 200,
        body: { items: items.map((one) => view(one, today)), next },
        headers: linkNext(event, next),
      };
    });
  const actView = (disclosure: Disclosure, today: LocalDate) => disclosureView(disclosure, today, deps.masksOn(today));

  return serve(deps.telemetry, [
    subjectEndpoint(routes.readMe, async ({ identity }) => {
      const { today, standing, entries, references, disclosures, filings } = await readOwnStanding(deps, identity);
      return {
        status: 200,
        body: {
          asOf: shanghaiInstant(deps.now()),
          listVersion: listVersionOf("me", today, standing ? [standing] : []),
          ...(standing ? { subject: subjectPageView(standing) } : {}),
          entries: entries.map((own) => ownEntryView(own, today)),
          references,
          disclosures: { ...disclosures, items: disclosures.items.map((each) => actView(each, today)) },
          objections: {
            ...filings.objections,
            items: filings.objections.items.map((each) => objectionOn(each, today)),
          },
          repairs: { ...filings.repairs, items: filings.repairs.items.map((each) => repairView(each, today)) },
          complaints: filings.complaints,
        },
      };
    }),
    subjectEndpoint(routes.listMyReads, async ({ identity, query, event }) => {
      const { items, next } = await readOwnReads(deps, identity, query);
      return {
        status: 200,
        body: {
          asOf: shanghaiDate(deps.now()),
          items: items.map(({ at, agencyId, purpose, what, of }) => ({ at, agencyId, purpose, what, of })),
          next,
        },
        headers: linkNext(event, next),
      };
    }),
    // Who stands for it, and who decided, is masked and left out: the agency answers for what it did.
    filed(routes.listMyHistory, ownHistory, (event, today) => {
      const { agencyId, name } = event.by;
      return { ...historyView(maskedEvent(event, deps.masksOn(today))), by: { agencyId, name } };
    }),
    subjectEndpoint(routes.getMyEntry, async ({ identity, params }) => {
      const found = await ownEntry(deps, await findOneself(deps, identity), params.entryId);
      if (!found.ok) return found;
      const { entry } = found.value;
      return {
        status: 200,
        body: ownEntryView(found.value, shanghaiDate(deps.now())),
        headers: { etag: etagOf(entry) },
      };
    }),
    filed(routes.listMyDisclosures, ownDisclosures, actView),
    subjectEndpoint(routes.getMyDisclosure, async ({ identity, params }) => {
      const found = await ownDisclosure(deps, await findOneself(deps, identity), params.disclosureId);
      if (!found.ok) return found;
      const today = shanghaiDate(deps.now());
      const { disclosure } = found.value;
      return {
        status: 200,
        body: { ...actView(disclosure, today), ...claimsView(found.value, today) },
        headers: { etag: disclosureEtag(disclosure) },
      };
    }),
    filed(routes.listMyObjections, ownObjections, objectionOn),
    filed(routes.listMyRepairs, ownRepairs, repairView),
    filed(routes.listMyComplaints, ownComplaints, (complaint) => complaint),
  ]);
};

type Listed = typeof routes.listMyObjections;

/** What was filed about an act, and whether its publicity can end early. */
const claimsView = ({ objections, repair, eligibility }: OwnDisclosure, today: LocalDate) => ({
  objections: objections.map((each) => objectionOn(each, today)),
  ...(repair ? { repair: repairView(repair, today) } : {}),
  ...(eligibility ? { repairEligibility: eligibilityView(eligibility) } : {}),
});

const objectionOn = ({ objection, status }: ShownObjection, today: LocalDate) =>
  objectionView(objection, status, today);

const ownEntryView = ({ entry, why, triggers }: OwnEntry, today: LocalDate) => ({
  ...entryView(entry, today),
  ...(why ? { why: explanationView(why) } : {}),
  triggers: triggers.map((trigger) => triggerView(trigger, today)),
});
