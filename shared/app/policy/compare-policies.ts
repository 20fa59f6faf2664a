import type { EntryEvent, EventOf } from "../../../events/catalogue.ts";
import type { WorkingDays } from "../../domain/clock/clock.ts";
import type { Entry } from "../../domain/entry/entry.ts";
import { evolve } from "../../domain/entry/evolve.ts";
import { deemedServedOn } from "../../domain/entry/proposal-clocks.ts";
import type { EntryRules } from "../../domain/entry/rules.ts";
import { addDays, type LocalDate } from "../../kernel/local-date.ts";
import type { Rulebook } from "../../policy/rulebook.ts";

/** One thing that an act on an entry would have come to otherwise. */
export interface Difference {
  /** The day of the act. */
  readonly on: LocalDate;
  readonly act: EntryEvent["type"];
  readonly what: string;
  readonly now: string;
  readonly then: string;
}

/** What policy made of one act, by what it is about. */
type Outcome = Readonly<Record<string, string>>;

/**
 * What would have become of one entry under other policies: its recorded acts, each judged by both rulebooks on the day on
 * which it was taken. An act is compared with what the first rulebook makes of it, not with what was recorded, so that only
 * the policies differ. Gives nothing where both come to the same.
 */
export const comparePolicies = (
  events: readonly EntryEvent[],
  policies: { readonly now: Rulebook; readonly then: Rulebook },
  calendar: WorkingDays,
): readonly Difference[] => {
  const differences: Difference[] = [];
  let entry: Entry | undefined;
  for (const event of events) {
    const before = entry;
    entry = evolve(entry, event);
    const on = event.at.slice(0, 10);
    const act = { determinedOn: entry.determinedOn ?? on, severity: entry.severity, on };
    const outcome = (rules: EntryRules): Outcome =>
      outcomeOf(event, { before, entry: entry as Entry }, rules, calendar);
    const [now, then] = [outcome(policies.now(act)), outcome(policies.then(act))];
    for (const what of Object.keys(now))
      if (now[what] !== then[what])
        differences.push({ on, act: event.type, what, now: now[what] ?? "", then: then[what] ?? "" });
  }
  return differences;
};

interface Around {
  readonly before: Entry | undefined;
  readonly entry: Entry;
}

const outcomeOf = (event: EntryEvent, around: Around, rules: EntryRules, calendar: WorkingDays): Outcome => {
  switch (event.type) {
    case "prior-notice-served": {
      const { notice } = event.data;
      const from = deemedServedOn(notice, rules) ?? notice.servedOn;
      return { "statement window ends": calendar.add(from, rules.priorNoticeStatement.workingDays).dueOn };
    }
    case "public-notice-opened":
      return { "public notice ends": calendar.add(event.data.notice.opensOn, rules.publicNotice.workingDays).dueOn };
    case "entry-determined":
      return determination(event, around, rules, calendar);
    case "entry-reported":
      return { publication: publication(around.entry, rules) };
    case "entry-exited":
      return exit(event, around.entry, rules);
    default:
      return {};
  }
};

const officers = (two: boolean): string => (two ? "two officers" : "one officer");

const publication = ({ list, severity }: Entry, rules: EntryRules): string =>
  rules.publication(list, severity) === "automatic"
    ? "automatic"
    : `by the office, ${officers(rules.fourEyes.publication)}`;

const determination = (
  { data }: EventOf<"entry-determined">,
  { before }: Around,
  rules: EntryRules,
  calendar: WorkingDays,
): Outcome => {
  const { list, severity, subject, determinedOn, basis, validTo, procedure } = data;
  const days = { document: basis.decidedOn, determination: determinedOn };
  const latest = list === "red" ? undefined : rules.latestValidTo(severity, days);
  const kinds = rules.documentKinds(list);
  // Whether the authority itself allowed a repair is in the proposal; of one determined elsewhere only what came of it.
  const repair = rules.repair(severity, days, before ? before.repair.allowed : true);
  const told = procedure?.priorNotice ?? procedure?.ownProcedure;
  return {
    basis: kinds === undefined || kinds.includes(basis.documentKind) ? "accepted" : "refused",
    "last day": latest !== undefined && validTo > latest ? `refused: ${validTo} is after ${latest}` : validTo,
    ...(list === "red"
      ? {}
      : { repair: repair.allowed ? `from ${repair.earliestOn ?? "the day"} by ${repair.steps.join(", ")}` : "never" }),
    "prior notice": rules.priorNoticeMandatory(list, subject.kind) && !told ? "refused: missing" : "as it was",
    "public notice": rules.publicNoticeMandatory(list) && !procedure?.publicNotice ? "refused: missing" : "as it was",
    "report due": calendar.add(determinedOn, rules.listReport.workingDays).dueOn,
  };
};

const exit = ({ data }: EventOf<"entry-exited">, entry: Entry, rules: EntryRules): Outcome => ({
  ...(data.reason === "error" ? { "an error ends it": officers(rules.fourEyes.exitByError) } : {}),
  ...(data.noticeUntil === undefined ? {} : { "exit notice until": addDays(data.exitedOn, rules.exitNoticeDays) }),
  ...(entry.list === "black" && entry.followOn && data.reason !== "error" && data.reason !== "subjectGone"
    ? { "follow-on entry": rules.followOn ? `${entry.followOn.months} months` : "none" }
    : {}),
});
