import type { CalendarYear } from "../domain/clock/calendar-year.ts";
import type { Alert } from "../ports/alerts.ts";
import type { ListedClock } from "../ports/clocks.ts";
import { revisionTag } from "./catalogue-views.ts";

/** A listed clock as the interface has it. */
export const listedClockView = ({ clock, status, entryId, triggerId, disclosureId }: ListedClock) => {
  const { warnOn: _, stoppedOn: __, ...shown } = clock;
  return {
    ...shown,
    status,
    ...(entryId === undefined ? {} : { entryId }),
    ...(triggerId === undefined ? {} : { triggerId }),
    ...(disclosureId === undefined ? {} : { disclosureId }),
  };
};

/** An alert as the interface has it: who took note is an agency and its officer. */
export const alertView = ({ acknowledged, type: _type, version: _version, ...alert }: Alert) => ({
  ...alert,
  ...(acknowledged
    ? {
        acknowledged: {
          at: acknowledged.at,
          agencyId: acknowledged.by.agencyId,
          officer: acknowledged.by.officer ?? "",
          ...(acknowledged.note === undefined ? {} : { note: acknowledged.note }),
        },
      }
    : {}),
});

type ShownYear = Omit<CalendarYear, "at" | "by"> & Partial<CalendarYear>;

/** A year of the calendar as the interface has it. */
const yearView = ({ by, at, ...year }: ShownYear) => ({
  ...year,
  provisional: year.sources.length === 0,
  ...(at === undefined ? {} : { changedAt: at }),
  ...(by?.officer === undefined ? {} : { officer: by.officer }),
});

/** A year with its ETag: the revision that last changed it. */
export const yearAnswer = (year: ShownYear) => ({
  status: 200,
  body: yearView(year),
  headers: { etag: revisionTag(year.revision) },
});
