import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { scheduleFiredV1 } from "../../events/schedule-fired/v1.ts";
import type { Telemetry } from "./telemetry.ts";

/**
 * A function that works through a queue's messages, each by itself. A message that is not what the contract says, or
 * whose work throws, is given back alone: it comes again and in the end lies in the dead-letter queue. Nothing is
 * swallowed.
 */
export const consume =
  <M extends z.ZodType>(
    telemetry: Telemetry,
    contract: M,
    work: (
      message: z.output<M>,
    ) => Promise<{ readonly name: string; readonly facts: Readonly<Record<string, string | number>> }>,
  ) =>
  async (event: SQSEvent, context: Context) => {
    const processor = new BatchProcessor(EventType.SQS);
    const answer = await processPartialResponse(
      event,
      async (record: SQSRecord) => {
        try {
          const done = await work(contract.parse(JSON.parse(record.body)));
          telemetry.work(done.name, { ...done.facts, messageId: record.messageId });
        } catch (error) {
          telemetry.broken(`message ${record.messageId}`, error);
          throw error;
        }
      },
      processor,
      { context, throwOnFullBatchFailure: false },
    );
    telemetry.tellCounts();
    return answer;
  };

/**
 * A function that works through a queue's messages together. A message that is not what the contract says is given back
 * alone, and so are those whose places `work` gives back; when it throws, all of them.
 */
export const consumeTogether =
  <M extends z.ZodType>(
    telemetry: Telemetry,
    contract: M,
    work: (messages: readonly z.output<M>[]) => Promise<readonly number[]>,
  ) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    const read = event.Records.flatMap(({ messageId, body }) => {
      try {
        return [{ messageId, message: contract.parse(JSON.parse(body)) }];
      } catch (error) {
        telemetry.broken(`message ${messageId}`, error);
        failed.push(messageId);
        return [];
      }
    });
    try {
      const undone = read.length === 0 ? [] : await work(read.map(({ message }) => message));
      failed.push(...undone.flatMap((place) => read[place]?.messageId ?? []));
    } catch (error) {
      telemetry.broken(`${read.length} messages`, error);
      failed.push(...read.map(({ messageId }) => messageId));
    }
    telemetry.tellCounts();
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };

/**
 * A function that works through a queue's messages by groups, all groups at once. One group whose work throws is given
 * back whole, and no other.
 */
export const consumeGroups = <M extends z.ZodType>(
  telemetry: Telemetry,
  contract: M,
  groupOf: (message: z.output<M>) => string,
  work: (group: string, messages: readonly z.output<M>[]) => Promise<void>,
) =>
  consumeTogether(telemetry, contract, async (messages) => {
    const failed: number[] = [];
    const groups = Map.groupBy(messages.entries(), ([, message]) => groupOf(message));
    await Promise.all(
      [...groups].map(async ([group, members]) => {
        try {
          await work(
            group,
            members.map(([, message]) => message),
          );
        } catch (error) {
          telemetry.broken(`messages of ${group}`, error);
          failed.push(...members.map(([place]) => place));
        }
      }),
    );
    return failed;
  });

/**
 * A function that a schedule sets off. Its work takes the time from the schedule, never from the wall, so that a late firing
 * changes nothing; what it counted is told also when it fails. `remaining` says how many milliseconds it may still take.
 */
export const onSchedule =
  (telemetry: Telemetry, work: (at: Date, correlationId: string, remaining: () => number) => Promise<void>) =>
  async (event: unknown, context: Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">): Promise<void> => {
    const { scheduledTime } = scheduleFiredV1.parse(event);
    try {
      await work(new Date(scheduledTime), context.awsRequestId, () => context.getRemainingTimeInMillis());
    } finally {
      telemetry.tellCounts();
    }
  };
