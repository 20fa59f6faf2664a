import type { DecisionRecorded } from "../../events/decision-recorded/v1.ts";
import { type Catalogue, findMeasure, inForce } from "../domain/measure/measure.ts";
import { type Trigger, triggersOf } from "../domain/trigger/trigger.ts";
import { type LocalDate, shanghaiDate } from "../kernel/local-date.ts";
import type { TriggerMaker } from "../ports/triggers.ts";

export interface MakeTriggersDeps {
  readonly triggers: TriggerMaker;
  readonly catalogue: () => Promise<Catalogue>;
  readonly now: () => Date;
  /** Tells agencies that have a webhook of what now waits for them. */
  readonly announce: (triggers: readonly Trigger[]) => Promise<unknown>;
}

/**
 * Puts what a decision asks of implementing agencies into their inboxes (A §17). However often and in whatever order
 * decisions are delivered, the same triggers stand in the end.
 */
export const makeTriggers = async (deps: MakeTriggersDeps, decision: DecisionRecorded): Promise<number> => {
  let made = 0;
  const catalogue = await deps.catalogue();
  const today = shanghaiDate(deps.now());
  for (const event of decision.events) {
    const { make: asked, supersede } = triggersOf(event, catalogue);
    const make = asked.map((trigger) => fired(trigger, catalogue, today));
    if (make.length > 0) await deps.triggers.make(make);
    // Only after its `apply`s stand for certain can an exit close those that nobody has answered.
    if (supersede) await deps.triggers.supersede(event.entryId, supersede === true ? undefined : supersede);
    await deps.announce(make);
    made += make.length;
  }
  return made;
};

/** A measure that ended since the entry was decided never fires, however late the decision comes (B 四(三), C 十三). */
const fired = (trigger: Trigger, catalogue: Catalogue, today: LocalDate): Trigger => {
  const measure = trigger.kind === "apply" ? findMeasure(catalogue, trigger.measure) : undefined;
  return measure && !inForce(measure, today) ? { ...trigger, status: "superseded" } : trigger;
};
