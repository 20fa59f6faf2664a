import type { DecisionQueue } from "../../ports/decisions.ts";
import { createSender } from "./messages.ts";

/** The queue on which decisions wait to become triggers; throws when the queue does not take one. */
export const createDecisionQueue = (queueUrl: string): DecisionQueue => {
  const send = createSender(queueUrl);
  return {
    send: async (decisions) => {
      const refused = await send(decisions);
      if (refused.length > 0) throw new Error(`the queue refused ${refused.length} of ${decisions.length} decisions`);
    },
  };
};
