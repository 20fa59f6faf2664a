import type { LocalDate } from "../../kernel/local-date.ts";
import type { WorkingDays } from "../clock/clock.ts";
import type { Fact } from "./facts.ts";

/** Numbers under names; what is nought is not there. */
export type Counters = Readonly<Record<string, number>>;

/** What is counted of a record, for one agency: in months, and in what stands whatever the month is. */
export interface Counted {
  readonly agencyId: string;
  /** By month, or `standing`. */
  readonly places: Readonly<Record<string, Counters>>;
}

/** The place of what is not of a month: duties that are open, by due day, those that end by themselves by their last day as well, and all that was ever collected. */
export const standing = "standing";

/** Working days from this number on are counted as one. */
export const mostDays = 60;

const daysName = (between: WorkingDays["between"], from: LocalDate, to: LocalDate): string =>
  `days.${Math.min(mostDays, between(from, to))}`;

const monthOf = (day: LocalDate): string => day.slice(0, 7);

/**
 * What a record counts for, by what it has said. A row counts in the month in which it reached the platform, a refused one
 * in the month in which it was refused, a report of an entry in the month in which it was made, feedback in the month in
 * which it was due.
 */
export const countOf = (fact: Fact, between: WorkingDays["between"]): Counted | undefined => {
  switch (fact.of) {
    case "disclosure": {
      const { agencyId, kind, decidedOn, collectedOn, late, compliant, publication } = fact;
      const { dueOn, metOn, stoppedOn, lastOn } = publication;
      // A duty that is over with the publicity in time is never late (A §19).
      const open = metOn === undefined && stoppedOn === undefined && (lastOn === undefined || dueOn < lastOn);
      return {
        agencyId,
        places: {
          [monthOf(collectedOn)]: {
            [`${kind}.taken`]: 1,
            [`${kind}.${late ? "late" : "onTime"}`]: 1,
            ...(compliant ? { [`${kind}.compliant`]: 1 } : {}),
            [`${kind}.${daysName(between, decidedOn, collectedOn)}`]: 1,
            ...(metOn === undefined ? {} : { [`${kind}.${metOn <= dueOn ? "publishedOnTime" : "publishedLate"}`]: 1 }),
          },
          [standing]: {
            collected: 1,
            ...(open ? { [`${kind}.open.${dueOn}`]: 1 } : {}),
            ...(open && lastOn !== undefined ? { [`${kind}.until.${lastOn}`]: 1 } : {}),
          },
        },
      };
    }
    case "refusedRows":
      return { agencyId: fact.agencyId, places: { [monthOf(fact.on)]: { [`${fact.kind}.refused`]: fact.rows } } };
    case "listReport": {
      const { agencyId, startedOn, due, metOn } = fact;
      const endedOn = fact.ended?.on;
      // What ended or was reported may be heard of before it began: then it is counted once that is heard too.
      if (agencyId === undefined || startedOn === undefined || due === undefined) return undefined;
      if (metOn !== undefined)
        return {
          agencyId,
          places: {
            [monthOf(metOn)]: {
              "lists.taken": 1,
              [`lists.${metOn <= due.on ? "onTime" : "late"}`]: 1,
              [`lists.${daysName(between, startedOn, metOn)}`]: 1,
            },
            [standing]: { collected: 1 },
          },
        };
      if (endedOn === undefined) return { agencyId, places: { [standing]: { [`lists.open.${due.on}`]: 1 } } };
      return { agencyId, places: endedOn <= due.on ? {} : { [monthOf(endedOn)]: { "lists.never": 1 } } };
    }
    case "feedback": {
      const { agencyId, dueOn, metOn } = fact;
      return {
        agencyId,
        places: {
          [monthOf(dueOn)]: {
            "feedback.due": 1,
            ...(metOn === undefined ? {} : { "feedback.given": 1 }),
            ...(metOn !== undefined && metOn <= dueOn ? { "feedback.inTime": 1 } : {}),
          },
        },
      };
    }
  }
};

/** What stands for an agency: what was counted in the month, and what stands whatever the month is. */
export interface CountedFigures {
  readonly month: Counters;
  readonly standing: Counters;
}

/** An agency's place where figures stand. */
export interface FigurePlace {
  readonly agencyId: string;
  readonly place: string;
}

/** What changes where, when records count for something else than before. */
export type FigureChange = FigurePlace & { readonly by: Counters };

/** The changes that take what was counted to what is counted now, one for each place that changes. */
export const changesOf = (
  moves: readonly { readonly before: Counted | undefined; readonly after: Counted | undefined }[],
): FigureChange[] => {
  const changes = new Map<string, FigureChange>();
  const take = (counted: Counted | undefined, sign: 1 | -1): void => {
    for (const [place, counters] of Object.entries(counted?.places ?? {})) {
      const agencyId = counted?.agencyId ?? "";
      const key = `${place} ${agencyId}`;
      const signed = Object.fromEntries(Object.entries(counters).map(([name, number]) => [name, sign * number]));
      changes.set(key, { agencyId, place, by: sum(changes.get(key)?.by ?? {}, signed) });
    }
  };
  for (const { before, after } of moves) {
    take(before, -1);
    take(after, 1);
  }
  return [...changes.values()].filter(({ by }) => Object.keys(by).length > 0);
};

/** Both together; what comes to nought goes. */
export const sum = (one: Counters, other: Counters): Counters => {
  const all: Record<string, number> = { ...one };
  for (const [name, number] of Object.entries(other)) all[name] = (all[name] ?? 0) + number;
  return Object.fromEntries(Object.entries(all).filter(([, number]) => number !== 0));
};
