import type { SubmissionKind } from "../../../events/vocabulary.ts";
import type { RowQueue } from "../../ports/submissions.ts";
import { createSender } from "./messages.ts";

/** The queues on which chunks of rows are announced, one for each kind; throws when a queue does not take one. */
export const createRowQueue = (queueUrls: Readonly<Record<SubmissionKind, string>>): RowQueue => {
  const senders = new Map(Object.entries(queueUrls).map(([kind, url]) => [kind, createSender(url)]));
  return {
    send: async (messages) => {
      for (const [kind, ofKind] of Map.groupBy(messages, (message) => message.kind)) {
        const refused = await senders.get(kind)?.(ofKind);
        if (refused?.length !== 0) throw new Error(`the queue of ${kind} refused some of ${ofKind.length} chunks`);
      }
    },
  };
};
