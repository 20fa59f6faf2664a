import type { LocalDate } from "../../kernel/local-date.ts";
import { type DisclosureKind, disclosureKinds } from "../disclosure/standard.ts";
import type { CountedFigures, Counters } from "./count.ts";

/** What an agency did about one kind of acts in a month. */
export interface ActFigures {
  /** All rows: those taken and those refused. */
  readonly reported: number;
  readonly taken: number;
  readonly refused: number;
  readonly onTime: number;
  readonly late: number;
  readonly compliant: number;
  /** Compliant rows over all rows reported (归集合规率); nothing where none was reported. */
  readonly complianceRate: number | null;
  /** Working days from decision to platform, of the rows taken. */
  readonly medianDays: number | null;
  readonly publishedOnTime: number;
  readonly publishedLate: number;
  /** Acts of any month that are public, but not published by their agency and late on the day asked for. */
  readonly overdueNow: number;
}

export interface ReportFigures {
  readonly reported: number;
  readonly onTime: number;
  readonly late: number;
  /** Entries that ended after their due day without ever having been reported. */
  readonly never: number;
  readonly onTimeRate: number | null;
  readonly medianDays: number | null;
  readonly overdueNow: number;
}

export interface FeedbackFigures {
  /** That fell due in the month, or was given before. */
  readonly due: number;
  readonly given: number;
  readonly inTime: number;
  readonly rate: number | null;
}

/** The figures of one agency, or of all together, for a month. */
export interface Figures {
  readonly dualPublicity: ActFigures & { readonly byKind: Readonly<Record<DisclosureKind, ActFigures>> };
  readonly listReports: ReportFigures;
  readonly feedback: FeedbackFigures;
  readonly overdueNow: number;
}

/** The figures on a day. What is overdue is known by the day itself: it waits for no sweep. */
export const figuresOf = ({ month, standing }: CountedFigures, today: LocalDate): Figures => {
  const of = (kinds: readonly string[]) => (name: string) =>
    kinds.reduce((total, kind) => total + (month[`${kind}.${name}`] ?? 0), 0);
  const acts = (kinds: readonly DisclosureKind[]): ActFigures => {
    const counted = of(kinds);
    const [taken, refused, compliant] = [counted("taken"), counted("refused"), counted("compliant")];
    return {
      reported: taken + refused,
      taken,
      refused,
      onTime: counted("onTime"),
      late: counted("late"),
      compliant,
      complianceRate: rateOf(compliant, taken + refused),
      medianDays: medianOf(month, kinds),
      publishedOnTime: counted("publishedOnTime"),
      publishedLate: counted("publishedLate"),
      overdueNow: overdue(standing, kinds, today),
    };
  };
  const byKind = Object.fromEntries(disclosureKinds.map((kind) => [kind, acts([kind])])) as Record<
    DisclosureKind,
    ActFigures
  >;
  const lists = of(["lists"]);
  const feedback = of(["feedback"]);
  const dualPublicity = { ...acts(disclosureKinds), byKind };
  const late = lists("late");
  const listReports = {
    reported: lists("taken"),
    onTime: lists("onTime"),
    late,
    never: lists("never"),
    onTimeRate: rateOf(lists("onTime"), lists("taken") + lists("never")),
    medianDays: medianOf(month, ["lists"]),
    overdueNow: overdue(standing, ["lists"], today),
  };
  return {
    dualPublicity,
    listReports,
    feedback: {
      due: feedback("due"),
      given: feedback("given"),
      inTime: feedback("inTime"),
      rate: rateOf(feedback("inTime"), feedback("due")),
    },
    overdueNow: dualPublicity.overdueNow + listReports.overdueNow,
  };
};

/** A share to four places, as 0.9812; nothing of nothing. */
export const rateOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;

/** What was due before the day, without what has ended by itself since: that was due before its last day. */
const overdue = (standing: Counters, kinds: readonly string[], today: LocalDate): number =>
  Object.entries(standing).reduce((total, [name, number]) => {
    const [kind = "", what, day = ""] = name.split(".");
    if (!kinds.includes(kind) || day >= today) return total;
    return what === "open" ? total + number : what === "until" ? total - number : total;
  }, 0);

/** The middle of the days counted; of an even number the middle of the two in the middle. */
const medianOf = (month: Counters, kinds: readonly string[]): number | null => {
  const days = Object.entries(month)
    .flatMap(([name, number]) => {
      const [kind = "", what, length] = name.split(".");
      return what === "days" && kinds.includes(kind) ? [{ length: Number(length), number }] : [];
    })
    .sort((a, b) => a.length - b.length);
  const total = days.reduce((all, { number }) => all + number, 0);
  if (total === 0) return null;
  const at = (place: number): number => {
    let seen = 0;
    for (const { length, number } of days) {
      seen += number;
      if (place < seen) return length;
    }
    return 0;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
};
