import type { DecisionRecorded } from "../../../events/decision-recorded/v1.ts";

const firstOf = ({ events }: DecisionRecorded): number => events[0]?.seq ?? 0;

/** The last place that a decision takes in its subject's sequence. */
export const lastOf = ({ events }: DecisionRecorded): number => events.at(-1)?.seq ?? 0;

/** What is to be done about some decisions of one subject, where the subject's history was worked on up to `position`. */
export interface InSequence {
  /** Those not worked on yet, in order, each once. */
  readonly next: readonly DecisionRecorded[];
  /** Whether something before or between them was not delivered yet. */
  readonly gap: boolean;
}

/** Puts decisions of one subject in order, however they were delivered: what lies behind the position was done before. */
export const inSequence = (delivered: readonly DecisionRecorded[], position: number): InSequence => {
  const next: DecisionRecorded[] = [];
  let reached = position;
  let gap = false;
  for (const decision of delivered.toSorted((a, b) => firstOf(a) - firstOf(b))) {
    if (firstOf(decision) <= reached) continue;
    gap ||= firstOf(decision) !== reached + 1;
    next.push(decision);
    reached = lastOf(decision);
  }
  return { next, gap };
};
