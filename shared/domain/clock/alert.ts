import type { AlertRaised } from "../../../events/alert-raised/v1.ts";
import type { Clock } from "../../../events/parts.ts";
import { type AlertLevel, alertLevel } from "../../../events/vocabulary.ts";
import { derivedKey } from "../../kernel/ids.ts";
import { shanghaiInstant, type LocalDate } from "../../kernel/local-date.ts";
import { isRunning, lateFrom } from "./clock.ts";

/** A day on which something must be said about a clock that is still open, and how loudly. */
export interface Say {
  readonly level: AlertLevel;
  readonly on: LocalDate;
}

/** What is said about a clock, and from which day on, the quietest first. Whoever watches clocks goes by this alone. */
export const says = (clock: Clock): readonly Say[] => {
  const late = lateFrom(clock);
  if (!isRunning(clock) || late === undefined) return [];
  const { warnOn, escalateOn } = clock;
  return [
    { level: "dueSoon", on: warnOn },
    { level: "overdue", on: late },
    ...(escalateOn === undefined ? [] : [{ level: "escalated", on: escalateOn > late ? escalateOn : late } as const]),
  ];
};

export const loudness = (level: AlertLevel): number => alertLevel.options.indexOf(level);
const wordOf = (clockId: string, level: AlertLevel): string => `${clockId}#${level}`;

/** What has been said so far with one more alert: of each clock the loudest, which stands for the quieter ones as well. */
export const saidWith = (
  said: readonly string[],
  { clockId, level }: Pick<AlertRaised, "clockId" | "level">,
): string[] => [
  ...said.filter((word) => !alertLevel.options.some((each) => word === wordOf(clockId, each))),
  wordOf(clockId, level),
];

/** The loudest that has been said about a clock. */
export const loudestSaid = (clockId: string, said: readonly string[]): AlertLevel | undefined =>
  alertLevel.options.findLast((level) => said.includes(wordOf(clockId, level)));

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

/** The id of an alert; it carries its agency, so that it can be found by itself. */
export const alertIdOf = ({ clockId, agencyId }: Clock, { level, on }: Say): string =>
  `alr_${derivedKey("alert", clockId, level, on)}.${agencyId}`;

/**
 * The alerts that clocks call for from one day on and up to another: of each clock the loudest that has not been said. Ids
 * follow from clock, level and day, so that raising them again finds those that stand, and a clock that a change of the
 * calendar moved is spoken of again.
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
            alertId: alertIdOf(clock, say),
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
