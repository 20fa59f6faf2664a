import type { MeasureRef } from "../../events/parts.ts";
import type { FeedbackGiven } from "../../events/feedback-given/v1.ts";
import type { TriggerStatus } from "../../events/vocabulary.ts";
import type { TypicalCase } from "../domain/feedback/typical-case.ts";
import type { Trigger } from "../domain/trigger/trigger.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import type { RecordedRequest } from "./requests.ts";

/** Making triggers: again and again, with one effect. */
export interface TriggerMaker {
  /** Makes those that do not stand yet; leaves the others as they are. */
  readonly make: (triggers: readonly Trigger[]) => Promise<void>;
  /** Closes the `apply`s of an entry that nobody has answered, of all measures or of those given: it is over. */
  readonly supersede: (entryId: string, measures?: readonly MeasureRef[]) => Promise<void>;
}

export interface TriggerPage {
  readonly items: readonly Trigger[];
  readonly next: string | null;
}

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
  /** Writes the trigger where it is still at `previousVersion`, with the request and with what was said, or nothing of it. */
  readonly update: (
    trigger: Trigger,
    previousVersion: number,
    request: RecordedRequest | undefined,
    said?: Said,
  ) => Promise<"committed" | "conflict" | "requestSeen">;
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
