import { ownComplaints, ownObjections, ownRepairs } from "../../shared/app/own-filings.ts";
import {
  type OwnEntry,
  readOwnList,
  readOwnReads,
  readOwnStanding,
  type ReadOwnStandingDeps,
} from "../../shared/app/read-own-standing.ts";
import type { ShownObjection } from "../../shared/app/read-objections.ts";
import { serve, subjectEndpoint } from "../../shared/http/endpoint.ts";
import { objectionView } from "../../shared/http/objection-views.ts";
import { linkNext } from "../../shared/http/paging.ts";
import { repairView } from "../../shared/http/repair-views.ts";
import * as routes from "../../shared/http/routes/me.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";
import { entryView, explanationView, listVersionOf, subjectPageView, triggerView } from "../../shared/http/views.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** GET /v1/me…: what a subject may know about itself, which is everything (A §22, B 三(二)). */
export const createHandler = (deps: ReadOwnStandingDeps & { readonly telemetry: Telemetry }) => {
  /** A page of what was filed: how it is read, and how one of it looks. */
  const filed = <T>(
    route: Listed,
    read: (deps: ReadOwnStandingDeps, subjectId: string, page: Page) => Promise<Found<T>>,
    view: (one: T, today: LocalDate) => unknown,
  ) =>
    subjectEndpoint(route, async ({ identity, query, event }) => {
      const { items, next } = await readOwnList(deps, identity, (subjectId) => read(deps, subjectId, query));
      const today = shanghaiDate(deps.now());
      return {
        status: 200,
        body: { items: items.map((one) => view(one, today)), next },
        headers: linkNext(event, next),
      };
    });

  return serve(deps.telemetry, [
    subjectEndpoint(routes.readMe, async ({ identity }) => {
      const { today, standing, entries, filings } = await readOwnStanding(deps, identity);
      return {
        status: 200,
        body: {
          asOf: shanghaiInstant(deps.now()),
          listVersion: listVersionOf("me", today, standing ? [standing] : []),
          ...(standing ? { subject: subjectPageView(standing) } : {}),
          entries: entries.map((own) => ownEntryView(own, today)),
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
    filed(routes.listMyObjections, ownObjections, objectionOn),
    filed(routes.listMyRepairs, ownRepairs, repairView),
    filed(routes.listMyComplaints, ownComplaints, (complaint) => complaint),
  ]);
};

type Listed = typeof routes.listMyObjections;
interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}
interface Found<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

const objectionOn = ({ objection, status }: ShownObjection, today: LocalDate) =>
  objectionView(objection, status, today);

const ownEntryView = ({ entry, why, triggers }: OwnEntry, today: LocalDate) => ({
  ...entryView(entry, today),
  ...(why ? { why: explanationView(why) } : {}),
  triggers: triggers.map((trigger) => triggerView(trigger, today)),
});
