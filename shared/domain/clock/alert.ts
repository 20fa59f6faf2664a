import type { AlertRaised } from "../../../events/alert-raised/v1.ts";
import type { Clock } from "../../../events/parts.ts";
import { type AlertLevel, alertLevel } from "../../../events/vocabulary.ts";
import { derivedKey } from "../../kernel/ids.ts";
import { addDays, shanghaiInstant, type LocalDate } from "../../kernel/local-date.ts";
import { isRunning, runsOut } from "./clock.ts";

/** A day on which something must be said about a clock that is still open, and how loudly. */
export interface Say {
  readonly level: AlertLevel;
  readonly on: LocalDate;
}

/** From which day on each level is called for, the quietest first, whether the duty is done by then or not. */
export const levelDays = ({ kind, warnOn, dueOn, escalateOn }: Clock): readonly Say[] => {
  const late = addDays(dueOn, 1);
  const soon = { level: "dueSoon", on: warnOn } as const;
  if (runsOut(kind)) return [soon];
  return [
    soon,
    { level: "overdue", on: late },
    ...(escalateOn === undefined ? [] : [{ level: "escalated", on: escalateOn > late ? escalateOn : late } as const]),
  ];
};

/** What is said about a clock while it is open. Whoever watches clocks goes by this alone. */
export const says = (clock: Clock): readonly Say[] => (isRunning(clock) ? levelDays(clock) : []);

export const loudness = (level: AlertLevel): number => alertLevel.options.indexOf(level);
const wordOf = (clockId: string, level: AlertLevel): string => `${clockId}#${level}#`;

/** The alerts that were raised at a level of a clock and stand. */
export const standingAt = (clockId: string, level: AlertLevel, said: readonly string[]): string[] =>
  said.flatMap((word) => (word.startsWith(wordOf(clockId, level)) ? [word.slice(wordOf(clockId, level).length)] : []));

/** What has been said so far with one more alert: each that stands, by clock, level and id. */
export const saidWith = (
  said: readonly string[],
  { clockId, level, alertId }: Pick<AlertRaised, "clockId" | "level" | "alertId">,
): string[] => {
  const word = `${wordOf(clockId, level)}${alertId}`;
  return said.includes(word) ? [...said] : [...said, word];
};

/** The loudest that has been said about a clock; it stands for the quieter ones as well. */
const loudestSaid = (clockId: string, said: readonly string[]): AlertLevel | undefined =>
  alertLevel.options.findLast((level) => standingAt(clockId, level, said).length > 0);

/** What has been said about clocks that are still there; a word about one that is gone is of no use to anybody. */
export const saidOf = (clocks: readonly Clock[], said: readonly string[]): readonly string[] =>
  said.filter((word) => clocks.some(({ clockId }) => word.startsWith(`${clockId}#`)));

/** What is still to be said about a clock of which something may have been said. */
const unsaid = (clock: Clock, said: readonly string[]): readonly Say[] => {
  const loudest = loudestSaid(clock.clockId, said);
  return says(clock).filter(({ level }) => loudest === undefined || loudness(level) > loudness(loudest));
};

const first = (days: readonly LocalDate[]): LocalDate | undefined => [...days].sort()[0];

/** The first day after `day` on which something must be said about one of the clocks. */
export const nextSayAfter = (clocks: readonly Clock[], day: LocalDate): LocalDate | undefined =>
  first(clocks.flatMap(says).flatMap(({ on }) => (on > day ? [on] : [])));

/** The first day for which something is still to be said about one of the clocks; past days, when it is late already. */
export const nextSay = (clocks: readonly Clock[], said: readonly string[]): LocalDate | undefined =>
  first(clocks.flatMap((clock) => unsaid(clock, said)).map(({ on }) => on));

/**
 * The id of an alert; it carries its agency, so that it can be found by itself. Of a clock of which nobody keeps what was said
 * it follows from the level alone, without a day: however often the clock moves, there is one.
 */
export const alertIdOf = ({ clockId, agencyId }: Clock, level: AlertLevel, on?: LocalDate): string =>
  `alr_${derivedKey("alert", clockId, level, ...(on === undefined ? [] : [on]))}.${agencyId}`;

/**
 * The alerts that clocks call for from one day on and up to another: of each clock the loudest that has not been said. Where
 * it is kept what was `said`, ids follow from clock, level and day, and else from clock and level: raising them again finds
 * those that stand.
 */
export const alertsWithin = (
  clocks: readonly Clock[],
  about: Pick<AlertRaised, "entryId" | "triggerId" | "disclosureId">,
  days: { readonly from?: LocalDate; readonly upTo: LocalDate; readonly said?: readonly string[] },
  at: Date,
): AlertRaised[] =>
  clocks.flatMap((clock) => {
    const say = unsaid(clock, days.said ?? []).findLast(
      ({ on }) => on <= days.upTo && (days.from === undefined || on >= days.from),
    );
    return say === undefined
      ? []
      : [
          {
            type: "alert-raised" as const,
            version: 1 as const,
            alertId: alertIdOf(clock, say.level, days.said && say.on),
            level: say.level,
            clockId: clock.clockId,
            kind: clock.kind,
            agencyId: clock.agencyId,
            ...about,
            dueOn: clock.dueOn,
            raisedAt: shanghaiInstant(at),
          },
        ];
  });
