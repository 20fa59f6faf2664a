import type { AlertRaised } from "../../../events/alert-raised/v1.ts";
import type { Clock } from "../../../events/parts.ts";
import { derivedKey } from "../../kernel/ids.ts";
import { shanghaiInstant, type LocalDate } from "../../kernel/local-date.ts";
import { lateFrom } from "./clock.ts";

/** A day on which something must be said about a clock that is still open, and how loudly. */
interface Say {
  readonly level: AlertRaised["level"];
  readonly on: LocalDate;
}

/** What is said about a clock, and from which day on. Whoever watches clocks goes by this alone. */
const says = (clock: Clock): Say[] => {
  const late = lateFrom(clock);
  return late === undefined ? [] : [{ level: "overdue", on: late }];
};

/** The first day after `day` on which something must be said about one of the clocks. */
export const nextSayAfter = (clocks: readonly Clock[], day: LocalDate): LocalDate | undefined =>
  clocks
    .flatMap(says)
    .map(({ on }) => on)
    .filter((on) => on > day)
    .sort()[0];

/**
 * The alerts that clocks call for from one day on and up to another. Ids follow from the clock and the level, so that
 * raising them again finds those that stand.
 */
export const alertsWithin = (
  clocks: readonly Clock[],
  about: Pick<AlertRaised, "entryId" | "triggerId" | "disclosureId">,
  days: { readonly from?: LocalDate; readonly upTo: LocalDate },
  at: Date,
): AlertRaised[] =>
  clocks.flatMap((clock) =>
    says(clock)
      .filter(({ on }) => on <= days.upTo && (days.from === undefined || on >= days.from))
      .map(({ level }) => ({
        type: "alert-raised",
        version: 1,
        alertId: `alr_${derivedKey("alert", clock.clockId, level)}`,
        level,
        clockId: clock.clockId,
        kind: clock.kind,
        agencyId: clock.agencyId,
        ...about,
        dueOn: clock.dueOn,
        raisedAt: shanghaiInstant(at),
      })),
  );
