import { type ClockKind, triggerStatus } from "../../../events/vocabulary.ts";
import { type Clock, daysOf, endedBy, type WorkingDays } from "../../domain/clock/clock.ts";
import { type ActOutline, clocksOf, daysUnder } from "../../domain/disclosure/clocks.ts";
import { clocksOn } from "../../domain/disclosure/disclosure.ts";
import { triggerOn } from "../../domain/trigger/trigger.ts";
import { addDays, type LocalDate } from "../../kernel/local-date.ts";
import { createDisclosureBook } from "../../policy/disclosure.ts";
import { createClockLengths } from "../../policy/rulebook.ts";
import type { PolicyFile } from "../../policy/schema.ts";
import type { ClockReader, FiledClock } from "../../ports/clocks.ts";
import { longestAct, ofActs, ofTriggers } from "./list-clocks.ts";

/** A duty as it is, and as a candidate policy would have it; of an act one of the two may not be. */
export interface Compared {
  readonly now?: Clock | undefined;
  readonly then?: Clock | undefined;
  readonly of: Omit<FiledClock, "clock">;
}

export interface Comparison {
  /** Duties about entries and triggers would be the same ones, on other days. */
  readonly filed: (filed: FiledClock) => Compared;
  /** Those of an act are made again of its days: a policy may have other acts collected, or from another day. */
  readonly act: (act: ActOutline) => readonly Compared[];
}

/** How duties would be under a policy. */
export const comparison = (policy: PolicyFile, calendar: WorkingDays): Comparison => {
  const lengthOf = createClockLengths([policy]);
  const rulesFor = createDisclosureBook([policy]);
  const moved = (clock: Clock): Clock => ({
    ...clock,
    ...daysOf(clock.startedOn, lengthOf(clock.kind, clock.startedOn), calendar),
  });
  return {
    filed: ({ clock, ...of }) => ({ now: clock, then: moved(clock), of }),
    act: (act) => {
      const of = { disclosureId: act.disclosureId };
      const days = daysUnder(act);
      if (!days) return [];
      const rules = rulesFor({ act: act.act, decidedOn: days.decidedOn, on: act.collectedOn });
      const known = new Map(act.clocks.map((clock) => [clock.kind, clock]));
      const made = clocksOf(days, { rules, calendar }).map((then) => {
        const now = known.get(then.kind);
        const stopped = now?.stoppedOn === undefined ? {} : { stoppedOn: now.stoppedOn };
        return { now, then: { ...then, ...stopped }, of };
      });
      const kinds = new Set<ClockKind>(made.map(({ then }) => then.kind));
      const others = act.clocks.filter(({ kind }) => !kinds.has(kind));
      return [...made, ...others.map((now) => ({ now, of }))];
    },
  };
};

type Source = (
  cursor: string | undefined,
) => Promise<{ readonly items: readonly Compared[]; readonly next: string | null }>;

const pageSize = 200;

/** What is looked at: an agency's duties that began in some months, all kinds of them or some. */
export interface Sought {
  readonly agency: string;
  readonly kinds?: readonly ClockKind[] | undefined;
  readonly months: readonly string[];
  readonly today: LocalDate;
}

/** Where an agency's duties of some months stand: those open, those over, its acts, and its inbox by status. */
export const sourcesOf = (
  clocks: ClockReader,
  compare: Comparison,
  { agency, kinds, months, today }: Sought,
): readonly Source[] => {
  const asked = (some: readonly ClockKind[]): boolean =>
    kinds === undefined || kinds.some((kind) => some.includes(kind));
  const others = kinds?.some((kind) => !ofTriggers.includes(kind) && !ofActs.includes(kind)) ?? true;
  const onDay = ({ lastOn, ...filed }: FiledClock): FiledClock => ({
    ...filed,
    clock: endedBy(filed.clock, lastOn, today),
  });
  const filed =
    (read: (paging: Paging) => Promise<Page<FiledClock>>): Source =>
    async (cursor) => {
      const { items, next } = await read({ limit: pageSize, cursor });
      return { items: items.map((each) => compare.filed(onDay(each))), next };
    };
  const acts =
    (read: (paging: Paging) => Promise<Page<ActOutline>>): Source =>
    async (cursor) => {
      const { items, next } = await read({ limit: pageSize, cursor });
      const decided = items.filter((act) => months.includes(daysUnder(act)?.decidedOn.slice(0, 7) ?? ""));
      const onDay = decided.map((act) => ({ ...act, clocks: clocksOn(act, today) }));
      return { items: onDay.flatMap(compare.act), next };
    };
  const [first = "", last = ""] = [months[0], months.at(-1)];
  const within = { from: `${first}-01`, before: addDays(`${last}-28`, longestAct) };
  return [
    ...(others ? [filed((paging) => clocks.open(agency, {}, paging))] : []),
    ...(others ? months.map((month) => filed((paging) => clocks.done(agency, month, paging))) : []),
    ...(asked(ofActs) ? [acts((paging) => clocks.acts.open(agency, within, paging))] : []),
    ...(asked(ofActs) ? months.map((month) => acts((paging) => clocks.acts.done(agency, month, paging))) : []),
    ...(asked(ofTriggers) ? months : []).flatMap((month) =>
      triggerStatus.options.map((status) =>
        filed(async (paging) => {
          const page = await clocks.triggers(agency, status, month, paging);
          const items = page.items
            .map((trigger) => triggerOn(trigger, today))
            .flatMap(({ entryId, triggerId, clocks: own }) => own.map((clock) => ({ clock, entryId, triggerId })));
          return { items, next: page.next };
        }),
      ),
    ),
  ];
};

interface Paging {
  readonly limit: number;
  readonly cursor: string | undefined;
}
interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
