import type { Ledger } from "./ledger.ts";
import type { ActKind } from "./plan.ts";
import { type Day, workedBetween } from "./working-days.ts";

/** The figures of an agency and month as they must be, each counted anew from the ledger. */

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1e4) / 1e4;

/** The middle one when they stand in a row; between the two in the middle where there are two. */
const median = (numbers: readonly number[]): number | null => {
  const row = numbers.toSorted((a, b) => a - b);
  const half = row.length / 2;
  if (row.length === 0) return null;
  return row.length % 2 === 1 ? (row[Math.floor(half)] ?? 0) : ((row[half - 1] ?? 0) + (row[half] ?? 0)) / 2;
};

const kinds: readonly ActKind[] = ["penalties", "permits", "acts"];

const actFigures = (ledger: Ledger, agency: string, month: string, today: Day, of: readonly ActKind[]) => {
  const mine = [...ledger.acts.values()].filter((act) => act.agency === agency && of.includes(act.kind));
  const taken = mine.filter(({ takenOn }) => takenOn.startsWith(month));
  const refused = ledger.refusals.filter(
    (row) => row.agency === agency && of.includes(row.kind) && row.on.startsWith(month),
  ).length;
  const late = taken.filter((act) => ledger.isLate(act)).length;
  const onTime = taken.length - late;
  const [ids, ever] = [new Set(taken.map(({ id }) => id)), new Set(mine.map(({ id }) => id))];
  const publications = ledger.duties(today).filter(({ kind }) => kind === "disclosurePublication");
  // What was never published while it was public is among none of them.
  const count = (known: ReadonlySet<string>, status: string): number =>
    publications.filter((duty) => known.has(duty.about) && !duty.neverDone && duty.status === status).length;
  return {
    reported: taken.length + refused,
    taken: taken.length,
    refused,
    onTime,
    late,
    compliant: onTime,
    complianceRate: share(onTime, taken.length + refused),
    medianDays: median(taken.map((act) => ledger.waited(act))),
    publishedOnTime: count(ids, "met"),
    publishedLate: count(ids, "missed"),
    overdueNow: count(ever, "overdue"),
  };
};

/** Of an agency and month; what is overdue is so today, whatever the month is. */
export const figuresOf = (ledger: Ledger, agency: string, month: string, today: Day) => {
  const dual = actFigures(ledger, agency, month, today, kinds);
  const byKind = Object.fromEntries(kinds.map((kind) => [kind, actFigures(ledger, agency, month, today, [kind])]));
  const duties = ledger.duties(today).filter((duty) => duty.agency === agency);
  const lists = duties.filter(({ kind }) => kind === "listReport");
  const reports = lists.filter(({ metOn }) => metOn?.startsWith(month));
  const inTime = reports.filter(({ status }) => status === "met").length;
  const late = lists.filter(({ status }) => status === "overdue").length;
  // Feedback is of the month in which it was due: that which was given, and that which is late.
  const feedback = duties.filter(
    ({ kind, dueOn, status }) =>
      kind === "triggerFeedback" && dueOn.startsWith(month) && status !== "open" && status !== "dueSoon",
  );
  const given = feedback.filter(({ metOn }) => metOn !== undefined).length;
  const givenInTime = feedback.filter(({ status }) => status === "met").length;
  return {
    dualPublicity: { ...dual, byKind },
    listReports: {
      reported: reports.length,
      onTime: inTime,
      late: reports.length - inTime,
      never: 0,
      onTimeRate: share(inTime, reports.length),
      medianDays: median(reports.map(({ startedOn, metOn = "" }) => workedBetween(startedOn, metOn, ledger.arranged))),
      overdueNow: late,
    },
    feedback: { due: feedback.length, given, inTime: givenInTime, rate: share(givenInTime, feedback.length) },
    overdueNow: dual.overdueNow + late,
  };
};
