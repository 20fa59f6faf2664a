import { PublishBatchCommand, SNSClient } from "@aws-sdk/client-sns";

/** Publishes to a topic ten to a request; gives the positions of those that it did not take. */
export const createPublisher = (topicArn: string): ((bodies: readonly string[]) => Promise<readonly number[]>) => {
  const sns = new SNSClient({ maxAttempts: 5 });
  return async (bodies) => {
    const refused: number[] = [];
    for (let start = 0; start < bodies.length; start += 10) {
      const entries = bodies.slice(start, start + 10).map((Message, index) => ({ Id: String(start + index), Message }));
      const { Failed = [] } = await sns.send(
        new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: entries }),
      );
      refused.push(...Failed.map(({ Id }) => Number(Id)));
    }
    return refused;
  };
};
