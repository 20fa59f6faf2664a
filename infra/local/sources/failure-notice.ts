import type { StreamRecord } from "./stream-record.ts";

/** What goes to the on-failure queue of a stream: where the records are, not the records, as Lambda does it. */
export const failureNotice = (
  records: readonly StreamRecord[],
  about: { functionArn: string; invocations: number; now: number; shardId: string; streamArn: string },
): object => {
  const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const times = records.map(({ dynamodb }) =>
    new Date((dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString(),
  );
  return {
    requestContext: {
      requestId: crypto.randomUUID(),
      functionArn: about.functionArn,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: about.invocations,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: new Date(about.now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: about.shardId,
      startSequenceNumber: numbers[0],
      endSequenceNumber: numbers[numbers.length - 1],
      approximateArrivalOfFirstRecord: times[0],
      approximateArrivalOfLastRecord: times[times.length - 1],
      batchSize: records.length,
      streamArn: about.streamArn,
    },
  };
};
