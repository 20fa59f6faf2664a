import type { Duration } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { type CfnQueue, Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { houseAlarm, type Meaning, period } from "./alarm.ts";
import { DeadLetters, queueName } from "./dead-letters.ts";
import type { HouseFunction } from "./house-function.ts";

/** A queue, who works on it, and when somebody has to look. */
export interface QueueConsumerProps {
  readonly topic: ITopic;
  /** How long a received message is hidden; after that it is tried again. At least the consumer's time-out. */
  readonly visibility: Duration;
  /** Tries before a message is dead. */
  readonly tries: number;
  /** How long a message waits at most; four days unless told otherwise. */
  readonly keep?: Duration;
  /** Work that waits longer than this is late. */
  readonly lateAfter: Duration;
  readonly late: Meaning;
  readonly dead: Meaning;
}

/** Who works on a queue, and how much at a time. */
export interface Consumer {
  readonly worker: HouseFunction;
  readonly batch: number;
  /** How long a batch may wait to fill up, where nobody waits for the work within that second. */
  readonly gather?: Duration;
  /** Batches at work at once, so that a large file cannot take the whole account's concurrency. */
  readonly atOnce: number;
}

/**
 * A queue with its dead letters, an alarm at the first of them, and an alarm when work waits too long.
 *
 * Visibility is a little over the worker's time-out, not six times it. The six-fold rule covers pollers whose invocation
 * is throttled while they hold a message; here `atOnce` keeps the pollers below what the function may run. In return a
 * message that cannot be worked on is dead, and somebody told, in `tries` × `visibility`: minutes, not an hour.
 */
export class QueueConsumer extends Construct {
  readonly queue: Queue;
  readonly dead: DeadLetters;
  readonly oldest: Metric;
  /** Messages that nobody has taken yet. */
  readonly waiting: Metric;
  /** Messages held back on purpose, for a later moment. */
  readonly held: Metric;

  constructor(scope: Construct, id: string, props: QueueConsumerProps) {
    super(scope, id);
    const { topic } = props;
    this.dead = new DeadLetters(this, "Dead", { topic, name: `${id}Dead`, from: id, ...props.dead });
    this.queue = new Queue(this, "Queue", {
      queueName: queueName(this, id),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: props.visibility,
      ...(props.keep === undefined ? {} : { retentionPeriod: props.keep }),
      deadLetterQueue: { queue: this.dead, maxReceiveCount: props.tries },
    });
    (this.queue.node.defaultChild as CfnQueue).overrideLogicalId(id);
    const most = { period, statistic: "Maximum" };
    const oldest = this.queue.metricApproximateAgeOfOldestMessage(most);
    this.oldest = oldest.with({ label: id });
    this.waiting = this.queue.metricApproximateNumberOfMessagesVisible({ ...most, label: id });
    this.held = this.queue.metricApproximateNumberOfMessagesDelayed({ ...most, label: `${id}, held back` });
    houseAlarm(this, "Late", {
      metric: oldest,
      above: props.lateAfter.toSeconds(),
      topic,
      ...props.late,
    });
  }

  /** Lets a function work on the queue: partial failures reported, so that one bad message does not repeat its batch. */
  workedOnBy({ worker, batch, gather, atOnce }: Consumer): void {
    worker.allow(
      new PolicyStatement({
        actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        resources: [this.queue.queueArn],
      }),
    );
    new EventSourceMapping(this, "Source", {
      target: worker,
      eventSourceArn: this.queue.queueArn,
      batchSize: batch,
      ...(gather === undefined ? {} : { maxBatchingWindow: gather }),
      maxConcurrency: atOnce,
      reportBatchItemFailures: true,
    });
  }
}
