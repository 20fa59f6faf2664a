import {
  type OwnEntry,
  readOwnReads,
  readOwnStanding,
  type ReadOwnStandingDeps,
} from "../../shared/app/read-own-standing.ts";
import { serve, subjectEndpoint } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import * as routes from "../../shared/http/routes/me.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";
import { entryView, explanationView, listVersionOf, subjectPageView, triggerView } from "../../shared/http/views.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** GET /v1/me…: what a subject may know about itself, which is everything (A §22, B 三(二)). */
export const createHandler = (deps: ReadOwnStandingDeps & { readonly telemetry: Telemetry }) =>
  serve(deps.telemetry, [
    subjectEndpoint(routes.readMe, async ({ identity }) => {
      const { today, standing, entries } = await readOwnStanding(deps, identity);
      return {
        status: 200,
        body: {
          asOf: shanghaiInstant(deps.now()),
          listVersion: listVersionOf("me", today, standing ? [standing] : []),
          ...(standing ? { subject: subjectPageView(standing) } : {}),
          entries: entries.map((own) => ownEntryView(own, today)),
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
  ]);

const ownEntryView = ({ entry, why, triggers }: OwnEntry, today: LocalDate) => ({
  ...entryView(entry, today),
  ...(why ? { why: explanationView(why) } : {}),
  triggers: triggers.map((trigger) => triggerView(trigger, today)),
});
