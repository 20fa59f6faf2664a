import { accepted, refused } from "../../kernel/result.ts";
import { refusal } from "../refusal.ts";
import type { Decided, DecisionContext } from "./command.ts";
import type { Entry, Happening } from "./entry.ts";
import { outlineOf } from "./outline.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { EntryRules, MilderEnd } from "./rules.ts";

/**
 * Where a later, milder policy has an entry end, if that is sooner than it does (SPEC "Policy"). Nothing gets longer. How
 * long a red entry stands is for its authority to say (A §4).
 */
export const soonerEndOf = (entry: Entry, rules: EntryRules): MilderEnd | undefined => {
  const { list, severity, basis, determinedOn, validTo } = entry;
  if (list === "red" || determinedOn === undefined) return undefined;
  const end = rules.milderEnd(severity, { document: basis.decidedOn, determination: determinedOn });
  return end !== undefined && end.validTo < validTo ? end : undefined;
};

/**
 * Ends an entry sooner, for the good of its subject, because a later policy is milder. Follows from entry and rules alone;
 * refuses where no policy ends it sooner, so that doing it again changes nothing.
 */
export const shortenPeriod = (entry: Entry, { today, rules }: DecisionContext): Decided => {
  const end = soonerEndOf(entry, rules);
  if (!end) return refused(refusal("period.unshortened", "没有更轻的政策须适用 / no milder policy ends it sooner"));
  return accepted([shorten(entry, end, today)]);
};

/** The shortening as it is recorded. Agencies that apply a measure are told, unless it is over: the lift tells them that. */
export const shorten = (
  entry: Entry,
  { validTo, policyVersion: under, inForceFrom }: MilderEnd,
  today: LocalDate,
): Happening => ({
  type: "period-shortened",
  version: 1,
  data: {
    ...outlineOf(entry),
    validTo,
    shortenedOn: today,
    before: entry.validTo,
    under,
    inForceFrom,
    measures: entry.state === "published" && !entry.suspended && today <= validTo ? [...entry.measures] : [],
  },
});
