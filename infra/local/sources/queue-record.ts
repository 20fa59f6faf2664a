import type { Json } from "../assembly/intrinsics.ts";
import type { FauxqsMessage } from "../engines/fauxqs-parts.ts";

/** One record of an SQS event, as Lambda shapes it. */
export interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, object>>;
  readonly md5OfBody: string;
  readonly eventSource: "aws:sqs";
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

/** Shapes a received message. Times are moved to the virtual clock by `distance`, or ages would be nonsense. */
export const queueRecord = (
  message: FauxqsMessage,
  receiptHandle: string,
  eventSourceARN: string,
  awsRegion: string,
  distance: number,
): QueueRecord => {
  const virtual = (real: number): string => String(Math.floor(real + distance));
  return {
    messageId: message.messageId,
    receiptHandle,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.approximateReceiveCount),
      SentTimestamp: virtual(message.sentTimestamp),
      SenderId: "local",
      ApproximateFirstReceiveTimestamp: virtual(message.approximateFirstReceiveTimestamp ?? Date.now()),
      ...(message.messageGroupId === undefined ? {} : { MessageGroupId: message.messageGroupId }),
      ...(message.messageDeduplicationId === undefined
        ? {}
        : { MessageDeduplicationId: message.messageDeduplicationId }),
      ...(message.sequenceNumber === undefined ? {} : { SequenceNumber: message.sequenceNumber }),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.messageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          ...(StringValue === undefined ? {} : { stringValue: StringValue }),
          ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ]),
    ),
    md5OfBody: message.md5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN,
    awsRegion,
  };
};

/** A record as filter patterns see it: a JSON body is looked into. */
export const bodyForFilter = (record: QueueRecord): Json => {
  try {
    return { ...(record as unknown as Record<string, Json>), body: JSON.parse(record.body) as Json };
  } catch {
    return record as unknown as Json;
  }
};
