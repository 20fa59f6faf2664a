import type { MeasureRef } from "../../events/parts.ts";
import type { TriggerStatus } from "../../events/vocabulary.ts";
import type { Trigger } from "../domain/trigger/trigger.ts";
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
  readonly inbox: (
    agencyId: string,
    statuses: readonly TriggerStatus[],
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<TriggerPage>;
  /** Writes the trigger where it is still at `previousVersion`, together with the request. */
  readonly update: (
    trigger: Trigger,
    previousVersion: number,
    request: RecordedRequest,
  ) => Promise<"committed" | "conflict" | "requestSeen">;
}
