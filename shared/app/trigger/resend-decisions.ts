import { shanghaiInstant } from "../../kernel/local-date.ts";
import type { DecisionLog, DecisionPlace, DecisionQueue } from "../../ports/decisions.ts";
import type { Positions } from "../../ports/triggers.ts";

export interface ResendDecisionsDeps {
  readonly decisions: Pick<DecisionLog, "ofHour" | "many">;
  readonly positions: Pick<Positions, "of">;
  readonly queue: DecisionQueue;
}

/** The ages in hours at which a decision is asked for its receipt: soon, and again until the stream has forgotten it. */
const ages = [1, 2, 6, 24];

/**
 * Sends decisions on again that nobody has worked on: what got lost between the list and the queue, or died in it. Those
 * of an hour are asked for four times within a day, so that a skipped firing leaves three; what was worked on in the
 * meantime is left alone, here or by the worker.
 */
export const resendDecisions = async (deps: ResendDecisionsDeps, at: Date): Promise<number> => {
  let sent = 0;
  for (const age of ages) {
    const hour = shanghaiInstant(new Date(at.getTime() - age * 3_600_000)).slice(0, 13);
    for await (const places of deps.decisions.ofHour(hour)) {
      const behind = await withoutReceipt(deps, places);
      for (let start = 0; start < behind.length; start += 100) {
        const decisions = await deps.decisions.many(behind.slice(start, start + 100));
        await deps.queue.send(decisions);
        sent += decisions.length;
      }
    }
  }
  return sent;
};

/** A position within or behind a decision's place is its receipt: it moves only when all of a decision is done. */
const withoutReceipt = async (
  { positions }: ResendDecisionsDeps,
  places: readonly DecisionPlace[],
): Promise<readonly DecisionPlace[]> => {
  const reached = await positions.of([...new Set(places.map(({ subjectId }) => subjectId))]);
  return places.filter(({ subjectId, firstSeq }) => (reached.get(subjectId) ?? 0) < firstSeq);
};
