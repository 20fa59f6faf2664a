import type { DisclosureContent } from "../../../events/disclosure-parts.ts";
import type { ClockKind } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { type Clock, type ClockLength, isRunning, startClock, type WorkingDays } from "../clock/clock.ts";
import type { Disclosure } from "./disclosure.ts";
import type { DisclosureRules } from "./rules.ts";

/** What of an act is known where its duties are listed. */
export type ActOutline = Pick<Disclosure, "disclosureId" | "act" | "collectedOn" | "clocks"> & {
  /** Where a duty is open that is over with the publicity. */
  readonly publicityEndsOn?: LocalDate;
};

/** The days from which an act's duties follow. */
export interface ActDays {
  readonly disclosureId: string;
  readonly agencyId: string;
  readonly decidedOn: LocalDate;
  readonly collectedOn: LocalDate;
  /** The first day on which its agency made it public itself. */
  readonly publishedOn: LocalDate | undefined;
}

/** How long each duty is given; what a policy says of the day, and the calendar of the moment. */
export interface ClockTerms {
  readonly rules: Pick<DisclosureRules, "publication" | "collection">;
  readonly calendar: WorkingDays;
}

/**
 * The clocks of an act with the day each was met on (A §19, C 六, D 四(二)). They are the same however its news came in: from
 * the day of the decision, the day it reached the platform and the first day on which its agency published it. Clocks that
 * are known and over keep their days, those that are open the due days that they had.
 */
export const clocksOf = (
  { disclosureId, agencyId, decidedOn, collectedOn, publishedOn }: ActDays,
  { rules, calendar }: ClockTerms,
  known: readonly Clock[] = [],
): Clock[] => {
  const begin = (kind: ClockKind, startedOn: LocalDate, length: ClockLength, metOn: LocalDate | undefined): Clock =>
    withMoves(
      {
        ...startClock({ subjectOf: disclosureId, agencyId, kind, startedOn }, length, calendar),
        ...(metOn === undefined ? {} : { metOn }),
      },
      known,
    );
  const from = rules.collection?.from === "publication" ? publishedOn : decidedOn;
  return [
    begin("disclosurePublication", decidedOn, rules.publication, publishedOn),
    ...(rules.collection && from !== undefined
      ? [begin("disclosureCollection", from, rules.collection, collectedOn)]
      : []),
  ];
};

/**
 * With the due days that it had, the last one among them where the calendar moved it before anybody came to it. Where it was
 * over and is over still, no later calendar judges it again (SPEC "Working days and clocks": open clocks are recomputed).
 */
const withMoves = (clock: Clock, known: readonly Clock[]): Clock => {
  const was = known.find((each) => beginTogether(each, clock));
  if (!was) return clock;
  const { metOn, stoppedOn: _, ...days } = was;
  if (clock.metOn !== undefined && !isRunning(was)) return { ...days, metOn: clock.metOn };
  if (metOn === undefined && !isRunning(was)) return days;
  const movedFrom = [...(was.movedFrom ?? []), ...(was.dueOn === clock.dueOn ? [] : [was.dueOn])];
  return movedFrom.length === 0 ? clock : { ...clock, movedFrom };
};

const beginTogether = (one: Clock, other: Clock): boolean =>
  one.clockId === other.clockId && one.startedOn === other.startedOn;

/** Whether the duties are those that are known, from the days that are known: then whether an act came late is judged already. */
export const beginAsKnown = (clocks: readonly Clock[], known: readonly Clock[]): boolean =>
  clocks.length === known.length && clocks.every((clock) => known.some((each) => beginTogether(each, clock)));

/** When an act was decided and where it was first published, as its clocks say. */
export const daysUnder = ({ disclosureId, collectedOn, clocks }: ActOutline): ActDays | undefined => {
  const own = clocks.find(({ kind }) => kind === "disclosurePublication");
  return own && { disclosureId, agencyId: own.agencyId, decidedOn: own.startedOn, collectedOn, publishedOn: own.metOn };
};

/**
 * The day by whose rules the clocks of an act stand: that on which it was reported first (SPEC "Policy": clocks follow the
 * policy on the day of the act). A correction, whenever it comes, brings no other policy with it.
 */
export const reportedOn = ({ collectedOn }: Pick<Disclosure, "collectedOn">): LocalDate => collectedOn;

/** How long a duty of an act is; nothing where its length is no matter of these rules. */
export const lengthUnder = (
  kind: ClockKind,
  rules: Pick<DisclosureRules, "publication" | "collection">,
): ClockLength | undefined =>
  kind === "disclosurePublication" ? rules.publication : kind === "disclosureCollection" ? rules.collection : undefined;

/** What an act's clocks begin with, of its content. */
export const daysFrom = (
  disclosureId: string,
  { decidedOn, authority }: Pick<DisclosureContent, "decidedOn" | "authority">,
  collectedOn: LocalDate,
  publications: readonly { readonly publishedOn: LocalDate }[],
): ActDays => ({
  disclosureId,
  agencyId: authority.agencyId,
  decidedOn,
  collectedOn,
  publishedOn: publications.map(({ publishedOn }) => publishedOn).sort()[0],
});
