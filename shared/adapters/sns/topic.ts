import { PublishBatchCommand, SNSClient } from "@aws-sdk/client-sns";
import { bodyOf } from "../sqs/body.ts";

/** Publishes to a topic ten to a request; gives the positions of those that it did not take. */
export const createPublisher = (topicArn: string): ((messages: readonly unknown[]) => Promise<readonly number[]>) => {
  let client: SNSClient | undefined;
  return async (messages) => {
    const sns = (client ??= new SNSClient({ maxAttempts: 5 }));
    const refused: number[] = [];
    for (let start = 0; start < messages.length; start += 10) {
      const entries = messages
        .slice(start, start + 10)
        .map((message, index) => ({ Id: String(start + index), Message: bodyOf(message) }));
      const { Failed = [] } = await sns.send(
        new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: entries }),
      );
      refused.push(...Failed.map(({ Id }) => Number(Id)));
    }
    return refused;
  };
};
