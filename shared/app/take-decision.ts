import type { EntryEvent } from "../../events/catalogue.ts";
import type { Actor } from "../../events/envelope.ts";
import { decide, type DecisionContext, type EntryCommand } from "../domain/entry/decide.ts";
import type { Entry, Happening } from "../domain/entry/entry.ts";
import { evolve } from "../domain/entry/evolve.ts";
import type { Refusal } from "../domain/refusal.ts";
import { type Standing, withEntry } from "../domain/subject/standing.ts";
import { shanghaiInstant } from "../kernel/local-date.ts";
import { accepted, type Result } from "../kernel/result.ts";
import type { Decision } from "../ports/entries.ts";

/** Who decides, when, and as part of which request. */
export interface Stamp {
  readonly by: Actor;
  readonly at: Date;
  readonly correlationId: string;
}

/** Where a decision starts from: what was read. */
export interface Start {
  readonly standing: Standing;
  readonly entryId: string;
  readonly entry?: Entry | undefined;
  readonly alerted?: readonly string[];
}

/**
 * Decides commands one after another, as one decision: all happen, or none with the first refusal. Gives what is to be
 * written; each event takes the subject's next sequence number.
 */
export const takeDecision = (
  start: Start,
  commands: readonly EntryCommand[],
  context: DecisionContext,
  stamp: Stamp,
): Result<Decision & { readonly entry: Entry }, Refusal> => {
  let entry = start.entry;
  const events: EntryEvent[] = [];
  for (const command of commands) {
    const decided = decide(entry, command, { ...context, standing: start.standing });
    if (!decided.ok) return decided;
    const event = place(decided.value, start, context, stamp, start.standing.seq + events.length + 1);
    entry = evolve(entry, event);
    events.push(event);
  }
  if (!entry) throw new Error("a decision has at least one command");
  return accepted({
    standing: withEntry(start.standing, entry, start.standing.seq + events.length),
    previousSeq: start.standing.seq,
    entry,
    previousVersion: start.entry?.version ?? 0,
    alerted: start.alerted ?? [],
    events,
  });
};

const place = (
  happening: Happening,
  start: Start,
  { rules }: DecisionContext,
  stamp: Stamp,
  seq: number,
): EntryEvent => ({
  seq,
  subjectId: start.standing.subjectId,
  entryId: start.entryId,
  at: shanghaiInstant(stamp.at),
  by: stamp.by,
  // Substance follows the determination's policy, every later act the policy of its day (SPEC "Policy").
  policyVersion: happening.type === "entry-determined" ? rules.substanceVersion : rules.procedureVersion,
  correlationId: stamp.correlationId,
  ...happening,
});
