import type { FeedbackGiven } from "../../events/feedback-given/v1.ts";
import type { AlertRaised } from "../../events/alert-raised/v1.ts";
import type { TriggerStatus } from "../../events/vocabulary.ts";
import type { TypicalCase } from "../domain/feedback/typical-case.ts";
import type { Trigger } from "../domain/trigger/trigger.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import type { RecordedRequest } from "./requests.ts";

/** Making triggers: again and again, with one effect. */
export interface TriggerMaker {
  /** Makes those that do not stand yet, and the watches over their clocks; leaves the others as they are. */
  readonly make: (triggers: readonly Trigger[]) => Promise<void>;
  /** Closes what nobody has settled and one of these newer triggers takes the place of. */
  readonly supersede: (newer: readonly Trigger[]) => Promise<void>;
}

/** How far the history of each subject has been worked on: the receipts of its decisions. */
export interface Positions {
  /** The last sequence number whose triggers stand; nothing where none was worked on. May be a moment behind. */
  readonly of: (subjectIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** Moves positions on, never back. `from` is what was read. */
  readonly advance: (
    moves: readonly { readonly subjectId: string; readonly from: number | undefined; readonly to: number }[],
  ) => Promise<void>;
}

export interface TriggerPage {
  readonly items: readonly Trigger[];
  readonly next: string | null;
}

/** What a count needs to know of a trigger. */
export type TriggerOutline = Pick<Trigger, "kind" | "status" | "validTo" | "clocks">;

export interface TriggerStore {
  readonly find: (entryId: string, triggerKey: string) => Promise<Trigger | undefined>;
  readonly ofEntry: (
    entryId: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<TriggerPage>;
  /** Of every trigger of an entry what it takes to count it. */
  readonly counted: (entryId: string) => Promise<readonly Pick<Trigger, "kind" | "status" | "validTo">[]>;
  readonly inbox: (
    agencyId: string,
    statuses: readonly TriggerStatus[],
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<TriggerPage>;
  /** Every trigger of one status in an inbox, in pages as large as the engine gives. */
  readonly outlines: (agencyId: string, status: TriggerStatus) => AsyncIterable<readonly TriggerOutline[]>;
  /** Writes the trigger where it is still at `previousVersion`, with the request and with what was said, or nothing of it. */
  readonly update: (
    trigger: Trigger,
    previousVersion: number,
    request: RecordedRequest | undefined,
    said?: Said,
  ) => Promise<"committed" | "conflict" | "requestSeen" | "uncitable">;
  /** Since when the agency is asked to lift again what this trigger asked it to apply. */
  readonly liftedOn: (trigger: Trigger) => Promise<LocalDate | undefined>;
  /** Every answer to a trigger, in order. */
  readonly answers: (
    triggerId: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<{ readonly items: readonly FeedbackGiven[]; readonly next: string | null }>;
  /** Whether a row of a file was taken as an answer before. */
  readonly hasAnswerOf: (triggerId: string, origin: Origin) => Promise<boolean>;
}

/** The row of a file in which something was said. */
export interface Origin {
  readonly submissionId: string;
  readonly line: number;
}

/** An answer as it is kept and sent on, and what it does to typical cases. */
export interface Said {
  readonly answer: FeedbackGiven;
  readonly proposed?: TypicalCase | undefined;
  /** The case that was told with the answer that this one takes the place of. */
  readonly withdrawn?: string | undefined;
}

/** The triggers that one decision made of one entry, to be looked at when a clock of theirs calls for it. */
export interface TriggerWatch {
  readonly entryId: string;
  readonly seq: number;
  /** The day for which it was set: what was called for before has been said. */
  readonly dueOn: LocalDate;
}

/** Watching the clocks of triggers. */
export interface TriggerWatches {
  readonly shards: number;
  /** Watches of one shard whose day is `upTo` or earlier, in pages. */
  readonly due: (shard: number, upTo: LocalDate) => AsyncIterable<readonly TriggerWatch[]>;
  /** The triggers under a watch, as they are this moment. */
  readonly triggers: (watch: Pick<TriggerWatch, "entryId" | "seq">) => Promise<readonly Trigger[]>;
  /**
   * Raises alerts where none stand: there is one for each clock and level, whatever happens, and one that was withdrawn is
   * said anew in its place. Gives those raised.
   */
  readonly raise: (alerts: readonly AlertRaised[]) => Promise<readonly AlertRaised[]>;
  /** Looks again on a day, or never. Where somebody has set another day since the watch was read, that one stays. */
  readonly next: (watch: TriggerWatch, on: LocalDate | undefined) => Promise<void>;
}

/** To whom a trigger is addressed, and whether anything is left to do. */
export interface AddressedTriggers {
  readonly find: (
    entryId: string,
    triggerKey: string,
  ) => Promise<
    (Pick<Trigger, "agencyId" | "kind" | "status"> & { readonly subject: Pick<Trigger["subject"], "kind"> }) | undefined
  >;
}
