import type { TriggerKind, TriggerStatus } from "../../../events/vocabulary.ts";
import type { Entry } from "../entry/entry.ts";
import type { Trigger } from "./trigger.ts";

/** The statuses in which each kind of trigger leaves its agency something to do. */
const open: readonly TriggerStatus[] = ["pending", "acknowledged", "failed"];
const acting: Readonly<Record<TriggerKind, readonly TriggerStatus[]>> = {
  apply: [...open, "applied"],
  suspend: open,
  resume: open,
  correct: [...open, "applied"],
  lift: open,
  restore: open,
};

/**
 * Whether the agency still has to know whom a trigger is about: while it has to act, and while it keeps a measure in
 * force that a published entry asks for. A measure that is over is lifted by a trigger of its own.
 */
export const disclosesIdentity = (
  { kind, status }: Pick<Trigger, "kind" | "status">,
  { state }: Pick<Entry, "state">,
): boolean => acting[kind].includes(status) && (kind === "lift" || kind === "restore" || state === "published");
