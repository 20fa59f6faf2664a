import { namesBorne, queryPublic, type QueryPublicDeps, readPublicEntry } from "../../shared/app/query/query-public.ts";
import {
  queryDisclosures,
  type QueryDisclosuresDeps,
  readPublicDisclosure,
} from "../../shared/app/disclosure/read-disclosures.ts";
import { listNotices, readNotice, type ReadNoticesDeps } from "../../shared/app/entry/read-notices.ts";
import type { Masks } from "../../shared/domain/subject/masks.ts";
import { cacheable } from "../../shared/http/cacheable.ts";
import { foundDisclosureView, publicDisclosureView } from "../../shared/http/disclosure-views.ts";
import { publicEndpoint, serve } from "../../shared/http/endpoint.ts";
import { linkNext } from "../../shared/http/paging.ts";
import * as disclosures from "../../shared/http/routes/disclosures.ts";
import * as routes from "../../shared/http/routes/public.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";
import { listVersionOf, noticeView, publicEntryView, publicSummaryView } from "../../shared/http/views.ts";
import { derivedKey } from "../../shared/kernel/ids.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../../shared/kernel/local-date.ts";

/** GET /public/v1/entries…, /notices… and /disclosures…: what anyone may know. */
export const createHandler = (
  deps: QueryPublicDeps &
    ReadNoticesDeps &
    QueryDisclosuresDeps & { readonly telemetry: Telemetry; readonly masksOn: (day: LocalDate) => Masks },
) =>
  serve(deps.telemetry, [
    publicEndpoint(routes.queryPublicEntries, async ({ query, event }) => {
      const by = query.uscc === undefined ? { name: query.name ?? "" } : { uscc: query.uscc.trim().toUpperCase() };
      const finding = await queryPublic(deps, by);
      const standings = finding.found.map(({ standing }) => standing);
      const listVersion = listVersionOf("public", finding.today, standings);
      return cacheable(event, deps.now(), `"${listVersion}"`, {
        asOf: shanghaiInstant(deps.now()),
        listVersion,
        items: finding.found.flatMap(({ standing, shown }) =>
          shown.map((entry) => publicSummaryView(standing, entry, deps.masksOn(finding.today))),
        ),
      });
    }),
    publicEndpoint(routes.getPublicEntry, async ({ params, event }) => {
      const entry = await readPublicEntry(deps, params.entryId);
      if (!entry.ok) return entry;
      const now = deps.now();
      const bore = await namesBorne(deps.standings, entry.value);
      const view = publicEntryView(entry.value, bore, deps.masksOn(shanghaiDate(now)));
      const listVersion = derivedKey("public", shanghaiDate(now), entry.value.version, JSON.stringify(view));
      return cacheable(event, now, `"${listVersion}"`, { asOf: shanghaiInstant(now), listVersion, ...view });
    }),
    publicEndpoint(routes.listNotices, async ({ query, event }) => {
      const page = await listNotices(deps, query);
      const now = deps.now();
      const masks = deps.masksOn(shanghaiDate(now));
      const items = page.items.map((notice) => noticeView(notice, masks));
      const listVersion = derivedKey("notices", shanghaiDate(now), JSON.stringify(items), page.next ?? "");
      const body = { asOf: shanghaiInstant(now), listVersion, items, next: page.next };
      const answer = cacheable(event, now, `"${listVersion}"`, body);
      return { ...answer, headers: { ...answer.headers, ...linkNext(event, page.next) } };
    }),
    publicEndpoint(routes.getNotice, async ({ params, event }) => {
      const notice = await readNotice(deps, params.entryId);
      if (!notice.ok) return notice;
      const now = deps.now();
      const view = noticeView(notice.value, deps.masksOn(shanghaiDate(now)));
      const listVersion = derivedKey("notice", shanghaiDate(now), JSON.stringify(view));
      return cacheable(event, now, `"${listVersion}"`, { asOf: shanghaiInstant(now), listVersion, ...view });
    }),
    publicEndpoint(disclosures.queryPublicDisclosures, async ({ query, event }) => {
      const page = await queryDisclosures(deps, { ...query, uscc: query.uscc.trim().toUpperCase() });
      const now = deps.now();
      const masks = deps.masksOn(page.today);
      const items = page.items.map((disclosure) => foundDisclosureView(disclosure, page.standing, masks));
      const listVersion = derivedKey("disclosures", page.today, JSON.stringify(items), page.next ?? "");
      const body = { asOf: shanghaiInstant(now), listVersion, items, next: page.next };
      const answer = cacheable(event, now, `"${listVersion}"`, body);
      return { ...answer, headers: { ...answer.headers, ...linkNext(event, page.next) } };
    }),
    publicEndpoint(disclosures.getPublicDisclosure, async ({ params, event }) => {
      const found = await readPublicDisclosure(deps, params.disclosureId);
      if (!found.ok) return found;
      const now = deps.now();
      const view = publicDisclosureView(found.value, deps.masksOn(shanghaiDate(now)));
      const listVersion = derivedKey("disclosure", shanghaiDate(now), JSON.stringify(view));
      return cacheable(event, now, `"${listVersion}"`, { asOf: shanghaiInstant(now), listVersion, ...view });
    }),
  ]);
