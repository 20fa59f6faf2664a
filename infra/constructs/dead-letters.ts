import { Duration, Stack } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { type CfnQueue, Queue, QueueEncryption, RedrivePermission } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";
import { houseAlarm, type Meaning, period } from "./alarm.ts";

/** Where work lands that could not be done, and what that means for whom. */
export interface DeadLettersProps extends Meaning {
  readonly topic: ITopic;
  /** The queue's own name; a queue that moves its messages here has the same without `Dead`. */
  readonly name: string;
  /** The name of the queue whose redrive may end here; none when a service delivers, not a queue. */
  readonly from?: string;
}

/** A queue's physical name: known before deployment, so that a queue and its dead letters can name each other. */
export const queueName = (scope: Construct, name: string): string => `${Stack.of(scope).stackName}-${name}`;

/** A dead-letter queue: kept 14 days, the longest there is, with an alarm at the first message. */
export class DeadLetters extends Queue {
  readonly depth: Metric;

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id, {
      queueName: queueName(scope, props.name),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const queue = this.node.defaultChild as CfnQueue;
    queue.overrideLogicalId(props.name);
    queue.redriveAllowPolicy =
      props.from === undefined
        ? { redrivePermission: RedrivePermission.DENY_ALL }
        : {
            redrivePermission: RedrivePermission.BY_QUEUE,
            sourceQueueArns: [Stack.of(this).formatArn({ service: "sqs", resource: queueName(scope, props.from) })],
          };
    if (props.from === undefined) {
      acknowledge(
        this,
        "SQS3",
        "It is a dead-letter queue; a service delivers to it (stream or schedule), not a queue's redrive.",
      );
    }
    const metric = this.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum" });
    this.depth = metric.with({ label: props.name });
    houseAlarm(this, "Depth", {
      metric,
      above: 0,
      ...props,
    });
  }
}
