import type { ClockKind } from "../../../events/vocabulary.ts";
import { type ClockLength, daysOf, type WorkingDays } from "../../domain/clock/clock.ts";
import { type Move, moveOf, saidWithout, wrongAlerts } from "../../domain/clock/move.ts";
import { lengthUnder, reportedOn } from "../../domain/disclosure/clocks.ts";
import { clocksOn } from "../../domain/disclosure/disclosure.ts";
import { clocksMoved } from "../../domain/disclosure/move-clocks.ts";
import type { DisclosureRulebook } from "../../domain/disclosure/rules.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import type { AlertStore } from "../../ports/alerts.ts";
import type { DisclosureStore } from "../../ports/disclosures.ts";
import { attempts, platform } from "../house.ts";
import { decisionOf } from "./disclosure-decision.ts";

export interface MoveActsDeps {
  readonly disclosures: Pick<DisclosureStore, "find" | "commit">;
  readonly disclosureRules: DisclosureRulebook;
  readonly alertStore: Pick<AlertStore, "withdraw">;
  readonly lengthOf: (kind: ClockKind, day: LocalDate) => ClockLength;
  readonly calendar: WorkingDays;
  readonly now: () => Date;
}

/** Of moves those of clocks of which something is still to be said on the changed day or later. */
export const reaching = (from: LocalDate, moves: readonly Move[]): Move[] =>
  moves.filter(({ before }) => (before.escalateOn ?? before.dueOn) >= from);

/**
 * Moves the open duties of one act in one decision, by the rules of the day on which it was reported first. Alerts that are wrong
 * now are withdrawn first: where it breaks off between the two, the clock still stands on its old days and is found again.
 * Gives how many clocks moved.
 */
export const moveAct = async (
  deps: MoveActsDeps,
  disclosureId: string,
  from: LocalDate,
  correlationId: string,
): Promise<number> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await deps.disclosures.find(disclosureId);
    if (!stored) return 0;
    const at = deps.now();
    const today = shanghaiDate(at);
    const { act, decidedOn } = stored.disclosure;
    const rules = deps.disclosureRules({ act, decidedOn, on: reportedOn(stored.disclosure) });
    const moves = clocksOn(stored.disclosure, today).flatMap((clock) => {
      const length = lengthUnder(clock.kind, rules) ?? deps.lengthOf(clock.kind, clock.startedOn);
      return reaching(from, moveOf(clock, daysOf(clock.startedOn, length, deps.calendar)));
    });
    if (moves.length === 0) return 0;
    const wrong = moves.flatMap((move) => wrongAlerts(move, today, stored.alerted));
    await deps.alertStore.withdraw(wrong, shanghaiInstant(at));
    const decision = decisionOf(disclosureId, stored, clocksMoved(moves), rules, { by: platform, at, correlationId });
    const written = { ...decision, alerted: saidWithout(decision.alerted, wrong) };
    if ((await deps.disclosures.commit(written)) === "committed") return moves.length;
  }
  throw new Error(`disclosure ${disclosureId} kept changing while its clocks were moved`);
};
