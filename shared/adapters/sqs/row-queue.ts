import type { RowQueue } from "../../ports/submissions.ts";
import { createSender } from "./messages.ts";

/** The queue on which chunks of rows are announced; throws when the queue does not take one. */
export const createRowQueue = (queueUrl: string): RowQueue => {
  const send = createSender(queueUrl);
  return {
    send: async (messages) => {
      const refused = await send(messages);
      if (refused.length > 0) throw new Error(`the row queue refused ${refused.length} of ${messages.length} chunks`);
    },
  };
};
