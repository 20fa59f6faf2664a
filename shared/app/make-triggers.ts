import type { DecisionRecorded } from "../../events/decision-recorded/v1.ts";
import type { Catalogue } from "../domain/measure/measure.ts";
import { type Trigger, triggersOf } from "../domain/trigger/trigger.ts";
import type { TriggerMaker } from "../ports/triggers.ts";

export interface MakeTriggersDeps {
  readonly triggers: TriggerMaker;
  readonly catalogue: Catalogue;
  /** Tells agencies that have a webhook of what now waits for them. */
  readonly announce: (triggers: readonly Trigger[]) => Promise<unknown>;
}

/**
 * Puts what a decision asks of implementing agencies into their inboxes (A §17). However often and in whatever order
 * decisions are delivered, the same triggers stand in the end.
 */
export const makeTriggers = async (deps: MakeTriggersDeps, decision: DecisionRecorded): Promise<number> => {
  let made = 0;
  for (const event of decision.events) {
    const { make, supersede } = triggersOf(event, deps.catalogue);
    if (make.length > 0) await deps.triggers.make(make);
    // Only after its `apply`s stand for certain can an exit close those that nobody has answered.
    if (supersede) await deps.triggers.supersede(event.entryId);
    await deps.announce(make);
    made += make.length;
  }
  return made;
};
