import { Duration } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, FilterCriteria, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { houseAlarm, type Meaning, period } from "./alarm.ts";
import { DeadLetters } from "./dead-letters.ts";
import type { HouseFunction } from "./house-function.ts";

/** A table's stream, and the kinds of record (attribute `record`) in it that are outbox. */
export interface Outbox {
  readonly table: Table;
  readonly records: readonly string[];
}

/** Which outboxes one function sends on. */
export interface OutboxRelayProps {
  readonly worker: HouseFunction;
  readonly outboxes: Readonly<Record<string, Outbox>>;
  readonly topic: ITopic;
  readonly late: Meaning;
  readonly lost: Meaning;
}

/**
 * Reads new items of the outboxes and hands them to a function that sends them on.
 *
 * A stream is the only copy of what still has to be sent, so a record is tried for as long as the stream can be trusted
 * to hold it: 23 of its 24 hours, 10 000 times, the most Lambda counts. Until then a failing record holds up its shard,
 * which the lag alarm tells within minutes; halving the batch finds it. What is given up leaves its place in the stream in
 * a dead-letter queue, an hour before the stream forgets.
 */
export class OutboxRelay extends Construct {
  /** How old the record is that is being sent on. */
  readonly lag: Metric;

  constructor(scope: Construct, id: string, { worker, outboxes, topic, late, lost }: OutboxRelayProps) {
    super(scope, id);
    const dead = new DeadLetters(this, "Failures", { topic, name: `${id}Failures`, ...lost });
    worker.allow(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [dead.queueArn] }));
    for (const [name, { table, records }] of Object.entries(outboxes)) {
      const stream = table.tableStreamArn;
      if (stream === undefined) throw new Error(`${name} has no stream`);
      worker.allow(
        new PolicyStatement({
          actions: [
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams",
          ],
          resources: [stream],
        }),
      );
      new EventSourceMapping(this, name, {
        target: worker,
        eventSourceArn: stream,
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        maxBatchingWindow: Duration.seconds(0),
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 10_000,
        maxRecordAge: Duration.hours(23),
        onFailure: { bind: () => ({ destination: dead.queueArn }) },
        filters: [
          FilterCriteria.filter({
            eventName: ["INSERT"],
            dynamodb: { NewImage: { record: { S: [...records] } } },
          }),
        ],
      });
    }
    const lag = worker.metric("IteratorAge", { period, statistic: "Maximum" });
    this.lag = lag.with({ label: id });
    houseAlarm(this, "Lag", {
      metric: lag,
      above: Duration.minutes(5).toMilliseconds(),
      topic,
      ...late,
    });
  }
}
