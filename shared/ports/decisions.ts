import type { DecisionRecorded } from "../../events/decision-recorded/v1.ts";

/** A decision without what it says: whose it is and where in the sequence it begins. */
export interface DecisionPlace {
  readonly subjectId: string;
  readonly firstSeq: number;
}

/** The history of decisions, as those who work on them read it again. */
export interface DecisionLog {
  /** A subject's decisions that begin after one sequence number and no later than another, in order. */
  readonly between: (subjectId: string, after: number, upTo: number) => Promise<readonly DecisionRecorded[]>;
  /** The decisions taken within an hour of Shanghai's wall clock (`2026-11-23T09`), in pages. */
  readonly ofHour: (hour: string) => AsyncIterable<readonly DecisionPlace[]>;
  readonly many: (places: readonly DecisionPlace[]) => Promise<readonly DecisionRecorded[]>;
}

/** The queue on which decisions wait to become triggers. Throws when it does not take one. */
export interface DecisionQueue {
  readonly send: (decisions: readonly DecisionRecorded[]) => Promise<void>;
}
