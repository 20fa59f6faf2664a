import type { AlertRaised } from "../../../events/alert-raised/v1.ts";
import type { AlertsAnnounced } from "../../../events/alerts-announced/v1.ts";
import { alertLevel } from "../../../events/vocabulary.ts";
import { derivedKey } from "../../kernel/ids.ts";
import { shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import type { AgencyDirectory } from "../../ports/agencies.ts";
import type { AlertOutline, Announcements, DigestLog, SweepLog } from "../../ports/alerts.ts";
import type { SweepObserver } from "./sweep-observer.ts";

export interface AnnounceAlertsDeps {
  readonly announcements: Announcements;
  readonly directory: AgencyDirectory;
}

export interface SweepAndTellDeps extends AnnounceAlertsDeps {
  readonly sweeps: SweepLog;
}

export interface DigestAlertsDeps extends AnnounceAlertsDeps {
  readonly digests: DigestLog;
}

/** Agencies that are looked at side by side. */
const atOnce = 8;

/** What was raised for every agency in a stretch of time. */
const raisedIn = async (
  { announcements, directory }: AnnounceAlertsDeps,
  after: string,
  upTo: string,
): Promise<readonly AlertOutline[]> => {
  const agencies = await directory.list();
  const found: AlertOutline[] = [];
  for (let start = 0; start < agencies.length; start += atOnce) {
    const some = agencies.slice(start, start + atOnce);
    found.push(...(await Promise.all(some.map((agencyId) => announcements.raised(agencyId, after, upTo)))).flat());
  }
  return found;
};

/** How far a sweep looks back for alerts that an earlier one raised and did not come to tell of. */
const lookBackMs = 3 * 3_600_000;
/** The hour in Shanghai at which the daily digest is made, and how far back the first one looks. */
const digestHour = "08:00:00.000+08:00";
const dayMs = 86_400_000;
/** A platform that stood still for longer tells of the last days alone. */
const longestDigestMs = 7 * dayMs;

/**
 * Lets a sweep raise its alerts, and tells of them. It looks back only where a sweep was cut off before it had told of all
 * that it raised, or where this one is uncertain what it raised itself: the directories of all agencies cost a request
 * each. What `raise` gives is given back, with how many agencies were told; while some of it `failed` its alerts wait.
 */
export const sweepAndTell = async <Report extends { readonly failed: number }>(
  deps: SweepAndTellDeps,
  sweep: { readonly at: Date; readonly correlationId: string },
  raise: (observer: Omit<SweepObserver, "failed">) => Promise<Report>,
): Promise<Report & { readonly told: number }> => {
  const longAgo = shanghaiInstant(new Date(sweep.at.getTime() - lookBackMs));
  const mark = `${shanghaiInstant(sweep.at)} ${sweep.correlationId}`;
  const untold = await deps.sweeps.begin(mark);
  const raised: AlertRaised[] = [];
  let uncertain = false;
  const report = await raise({
    raised: (alert) => raised.push(alert),
    uncertain: () => (uncertain = true),
  });
  const complete = report.failed === 0;
  const over = untold.filter((other) => other <= `${longAgo}~`);
  const after = uncertain || untold.length > over.length ? longAgo : undefined;
  const told = await announceSweep(deps, { ...sweep, raised, complete, after });
  // What another sweep that was cut off has to tell the next ones look for as well, and what the index may not have shown yet.
  const ended = [...(complete && !uncertain ? [mark] : []), ...over];
  if (ended.length > 0) await deps.sweeps.end(ended);
  return { ...report, told };
};

/**
 * Tells each agency once for each sweep that something of its own is overdue or was escalated: what this sweep raised
 * (`raised`: an index may not know of it yet), and what was raised `after` an instant, by an earlier one too. The office is
 * told in the same way of what was escalated of others (A §23). Ids follow from what is told, so that telling again changes
 * nothing. While the sweep is not `complete` its own alerts wait: it is called again, and one message tells of all of them.
 * Gives how many were told.
 */
const announceSweep = async (
  deps: AnnounceAlertsDeps,
  sweep: {
    readonly at: Date;
    readonly raised: readonly AlertOutline[];
    readonly complete: boolean;
    readonly after: string | undefined;
    readonly correlationId: string;
  },
): Promise<number> => {
  const at = shanghaiInstant(sweep.at);
  const known = sweep.after === undefined ? [] : await raisedIn(deps, sweep.after, at);
  const alerts = [...new Map([...sweep.raised, ...known].map((alert) => [alert.alertId, alert])).values()].filter(
    ({ level, raisedAt }) => level !== "dueSoon" && (sweep.complete || raisedAt < at),
  );
  const groups = Map.groupBy(alerts, ({ agencyId, raisedAt }) => `${raisedAt} ${agencyId}`);
  const told = [...groups.values()].flatMap(([first, ...more]) =>
    first === undefined
      ? []
      : [announcementOf("sweep", first.agencyId, [first, ...more], first.raisedAt, sweep.correlationId)],
  );
  const escalated = alerts.filter(({ level }) => level === "escalated");
  for (const office of escalated.length === 0 ? [] : await deps.directory.offices()) {
    const others = Map.groupBy(
      escalated.filter(({ agencyId }) => agencyId !== office),
      ({ raisedAt }) => raisedAt,
    );
    for (const [raisedAt, [first, ...more]] of others)
      if (first) told.push(announcementOf("escalation", office, [first, ...more], raisedAt, sweep.correlationId));
  }
  return told.length === 0 ? 0 : deps.announcements.make(told);
};

/**
 * Tells each agency once a day what was raised since the day before and stands, what is due soon among it: a digest and not a flood.
 * Alerts are read by month: of two months there are two of them, each leading to its own.
 * The first sweep from eight in the morning on does it, and makes good the days that were missed. Gives how many were told.
 */
export const digestAlerts = async (deps: DigestAlertsDeps, at: Date, correlationId: string): Promise<number> => {
  const { announcements, digests } = deps;
  const today = `${shanghaiDate(at)}T${digestHour}`;
  const end = shanghaiInstant(at) >= today ? new Date(today) : new Date(Date.parse(today) - dayMs);
  const upTo = shanghaiInstant(end);
  const before = await digests.upTo();
  if (before !== undefined && before >= upTo) return 0;
  const earliest = shanghaiInstant(new Date(end.getTime() - (before === undefined ? dayMs : longestDigestMs)));
  const after = before !== undefined && before > earliest ? before : earliest;
  const alerts = await announcements.standing(await raisedIn(deps, after, upTo));
  const groups = Map.groupBy(alerts, (alert) => `${monthOf(alert)} ${alert.agencyId}`);
  const told = [...groups.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [announcementOf("digest", first.agencyId, [first, ...more], upTo, correlationId)],
  );
  const made = told.length === 0 ? 0 : await announcements.make(told);
  await digests.moveOn(upTo);
  return made;
};

const monthOf = ({ raisedAt }: AlertOutline): string => raisedAt.slice(0, 7);

/** What is told of alerts that were raised in one month. */
const announcementOf = (
  occasion: AlertsAnnounced["occasion"],
  agencyId: string,
  alerts: readonly [AlertOutline, ...AlertOutline[]],
  at: string,
  correlationId: string,
): AlertsAnnounced => {
  const ids = alerts.map(({ alertId }) => alertId).sort();
  const counts = alertLevel.options.flatMap((level) => {
    const count = alerts.filter((alert) => alert.level === level).length;
    return count === 0 ? [] : [[level, count] as const];
  });
  return {
    type: "alerts-announced",
    version: 1,
    announcementId: `ann_${derivedKey("announcement", occasion, agencyId, at, ...ids)}`,
    occasion,
    agencyId,
    month: monthOf(alerts[0]),
    counts: Object.fromEntries(counts),
    at,
    correlationId,
  };
};
