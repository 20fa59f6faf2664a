import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { bodyOf } from "./body.ts";

/**
 * Sends messages ten to a request and asks again for those that the queue did not take. Gives the positions of those
 * that it did not take in the end: the caller decides, nothing is passed over. The queue holds them back for as long as asked.
 */
export const createSender = (
  queueUrl: string,
): ((messages: readonly unknown[], delaySeconds?: number) => Promise<readonly number[]>) => {
  let client: SQSClient | undefined;
  return async (messages, delaySeconds = 0) => {
    const sqs = (client ??= new SQSClient({ maxAttempts: 5 }));
    const refused: number[] = [];
    for (let start = 0; start < messages.length; start += 10) {
      let left = messages.slice(start, start + 10).map((message, index) => ({
        Id: String(start + index),
        MessageBody: bodyOf(message),
        ...(delaySeconds > 0 ? { DelaySeconds: delaySeconds } : {}),
      }));
      for (let attempt = 0; left.length > 0 && attempt < 3; attempt++) {
        const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: left }));
        const failed = new Set(Failed.map(({ Id }) => Id));
        left = left.filter(({ Id }) => failed.has(Id));
      }
      refused.push(...left.map(({ Id }) => Number(Id)));
    }
    return refused;
  };
};
