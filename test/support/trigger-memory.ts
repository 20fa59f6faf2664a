import type { DecisionRecorded } from "../../events/decision-recorded/v1.ts";
import type { MakeTriggersDeps } from "../../shared/app/trigger/make-triggers.ts";
import {
  closed,
  isUnsettled,
  madeOn,
  successorOf,
  type Trigger,
  triggerIdOf,
} from "../../shared/domain/trigger/trigger.ts";
import { measures } from "./decision-sequences.ts";
import { monday, triggerRules } from "./house.ts";

/**
 * The ports of `makeTriggers` over maps, with the conditions that the tables keep: an insert leaves what stands, a close
 * and a position are conditional. Each request is one step, and `pause` says when it is taken: so interleavings of workers can
 * be tried that an engine would show once in a lifetime. That the adapters keep these conditions is shown on the engine.
 */
export const inMemory = (history: readonly DecisionRecorded[], pause: (step: string) => Promise<unknown>) => {
  const triggers = new Map<string, Trigger>();
  const positions = new Map<string, number>();
  const announced: string[] = [];
  const insert = async (trigger: Trigger): Promise<void> => {
    await pause("insert");
    const id = triggerIdOf(trigger);
    if (!triggers.has(id)) triggers.set(id, trigger);
  };
  const close = async (read: Trigger, newer: Trigger): Promise<boolean> => {
    await pause("close");
    const id = triggerIdOf(read);
    if (triggers.get(id)?.version !== read.version) return false;
    triggers.set(id, { ...closed(read, madeOn(newer)), version: read.version + 1 });
    return true;
  };
  const deps: MakeTriggersDeps = {
    catalogue: () => Promise.resolve(measures),
    now: () => monday,
    rules: triggerRules,
    positions: {
      of: async (subjectIds) => {
        await pause("positions");
        return new Map(subjectIds.flatMap((id) => (positions.has(id) ? [[id, positions.get(id) ?? 0] as const] : [])));
      },
      advance: async (moves) => {
        await pause("advance");
        for (const { subjectId, to } of moves) positions.set(subjectId, Math.max(to, positions.get(subjectId) ?? 0));
      },
    },
    decisions: {
      between: async (_, after, upTo) => {
        await pause("history");
        return history.filter(({ events: [first] }) => first && first.seq > after && first.seq <= upTo);
      },
    },
    triggers: {
      make: async (made) => {
        for (const trigger of made) await insert(trigger);
      },
      supersede: async (newer) => {
        for (let again = true; again;) {
          await pause("open ones");
          const open = [...triggers.values()].filter(isUnsettled);
          const outcomes = await Promise.all(
            open.flatMap((trigger) => {
              const successor = successorOf(trigger, newer);
              return successor ? [close(trigger, successor)] : [];
            }),
          );
          again = outcomes.includes(false);
        }
      },
    },
    announce: (made) => Promise.resolve(announced.push(...made.map(triggerIdOf))),
  };
  return { deps, triggers, positions, announced };
};

/** What must hold of the triggers of a subject whatever was delivered and answered; gives what does not. */
export const faultsOf = (triggers: readonly Trigger[]): string[] => {
  const ids = triggers.map(triggerIdOf);
  const twice = new Set(ids).size === ids.length ? [] : ["an id stands twice"];
  return [
    ...twice,
    ...triggers.flatMap((trigger) => {
      const overtaken = successorOf(trigger, triggers) !== undefined;
      const { kind, seq, status } = trigger;
      if (overtaken && isUnsettled(trigger)) return [`${kind} of ${seq} waits and something newer stands`];
      if (!overtaken && status === "superseded") return [`${kind} of ${seq} is closed and nothing newer stands`];
      return [];
    }),
  ];
};
