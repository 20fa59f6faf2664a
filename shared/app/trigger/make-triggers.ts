import type { DecisionRecorded } from "../../../events/decision-recorded/v1.ts";
import { type Catalogue, findMeasure, inForce } from "../../domain/measure/measure.ts";
import { isObjectionEvent, type ObjectionEvent } from "../../domain/objection/objection.ts";
import type { TriggerRules } from "../../domain/trigger/clocks.ts";
import { inSequence, lastOf } from "../../domain/trigger/in-sequence.ts";
import { asksToApply, closed, successorOf, type Trigger, triggersOf } from "../../domain/trigger/trigger.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import type { DecisionLog } from "../../ports/decisions.ts";
import type { Positions, TriggerMaker } from "../../ports/triggers.ts";

export interface MakeTriggersDeps {
  readonly positions: Positions;
  readonly decisions: Pick<DecisionLog, "between">;
  readonly triggers: TriggerMaker;
  readonly catalogue: () => Promise<Catalogue>;
  readonly rules: TriggerRules;
  readonly now: () => Date;
  /** Tells agencies that have a webhook of what now waits for them, and of objections that concern them. */
  readonly announce: (triggers: readonly Trigger[], objections: readonly ObjectionEvent[]) => Promise<unknown>;
}

/** What became of some decisions; the errors say which subjects' were not worked on. */
export interface MadeTriggers {
  readonly triggers: number;
  readonly failed: ReadonlyMap<string, unknown>;
}

/** What the decisions of one subject come to. */
interface Plan {
  readonly subjectId: string;
  readonly from: number | undefined;
  readonly to: number;
  readonly make: readonly Trigger[];
  /** Those that may take the place of older ones. */
  readonly newer: readonly Trigger[];
  readonly objections: readonly ObjectionEvent[];
}

/**
 * Puts what decisions ask of implementing agencies into their inboxes (A §17), in each subject's sequence: what was done
 * before is left alone, what was not delivered yet is read from the history first. However often and in whatever order
 * decisions are delivered, and whoever else works on them, the same triggers stand in the end (ADR 19). Subjects
 * are worked on together; when that fails each by itself, so that one holds up no other.
 */
export const makeTriggers = async (
  deps: MakeTriggersDeps,
  decisions: readonly DecisionRecorded[],
): Promise<MadeTriggers> => {
  const catalogue = await deps.catalogue();
  const failed = new Map<string, unknown>();
  const bySubject = Map.groupBy(decisions, ({ subjectId }) => subjectId);
  const positions = await deps.positions.of([...bySubject.keys()]);
  const planned = await Promise.all(
    [...bySubject].map(async ([subjectId, delivered]) => {
      try {
        return await planOf(deps, catalogue, { subjectId, delivered, from: positions.get(subjectId) });
      } catch (error) {
        failed.set(subjectId, error);
        return undefined;
      }
    }),
  );
  const plans = planned.filter((plan) => plan !== undefined);
  try {
    await carryOut(deps, plans);
  } catch {
    for (const plan of plans) await carryOut(deps, [plan]).catch((error: unknown) => failed.set(plan.subjectId, error));
  }
  const done = plans.filter(({ subjectId }) => !failed.has(subjectId));
  return { triggers: done.reduce((sum, { make }) => sum + make.length, 0), failed };
};

/** What was delivered of one subject, and how far it has been worked on. */
interface Delivered {
  readonly subjectId: string;
  readonly delivered: readonly DecisionRecorded[];
  readonly from: number | undefined;
}

const planOf = async (
  deps: MakeTriggersDeps,
  catalogue: Catalogue,
  { subjectId, delivered, from }: Delivered,
): Promise<Plan | undefined> => {
  const position = from ?? 0;
  let { next, gap } = inSequence(delivered, position);
  const last = next.at(-1);
  if (!last) return undefined;
  if (gap) {
    ({ next, gap } = inSequence(await deps.decisions.between(subjectId, position, lastOf(last)), position));
    // It was delivered, so it was decided, and everything before it too.
    if (gap || lastOf(next.at(-1) ?? last) < lastOf(last)) throw new Error(`history of ${subjectId} has a gap`);
  }
  const today = shanghaiDate(deps.now());
  const works = next.flatMap(({ events }) =>
    events.map((event) => {
      const { make, supersede } = triggersOf(event, catalogue, deps.rules);
      return { make: make.map((trigger) => fired(trigger, catalogue, today)), supersede };
    }),
  );
  return {
    subjectId,
    from,
    to: lastOf(next.at(-1) ?? last),
    make: works.flatMap(({ make }) => make),
    newer: works.flatMap(({ make, supersede }) => (supersede ? make : [])),
    objections: next.flatMap(({ events }) => events.filter(isObjectionEvent)),
  };
};

/**
 * The order is what makes late and doubled workers harmless. Nothing is closed before everything of its subject up to it
 * stands, and the position moves only then: whoever is behind it can insert nothing that does not stand already.
 */
const carryOut = async (deps: MakeTriggersDeps, plans: readonly Plan[]): Promise<void> => {
  if (plans.length === 0) return;
  const make = plans.flatMap((plan) => plan.make);
  const newer = plans.flatMap((plan) => plan.newer);
  if (make.length > 0) await deps.triggers.make(make);
  if (newer.length > 0) await deps.triggers.supersede(newer);
  await deps.announce(
    make.filter((trigger) => successorOf(trigger, newer) === undefined),
    plans.flatMap(({ objections }) => objections),
  );
  await deps.positions.advance(plans);
};

/** A measure that ended since the entry was decided never fires, however late the decision comes (B 四(三), C 十三). */
const fired = (trigger: Trigger, catalogue: Catalogue, today: LocalDate): Trigger => {
  const measure = asksToApply.includes(trigger.kind) ? findMeasure(catalogue, trigger.measure) : undefined;
  return measure && !inForce(measure, today) ? closed(trigger, today) : trigger;
};
