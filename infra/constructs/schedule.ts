import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { CfnSchedule, CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { houseAlarm, type Meaning, period } from "./alarm.ts";
import { DeadLetters } from "./dead-letters.ts";
import type { HouseFunction } from "./house-function.ts";

/** When a function is called, and what a missed call means. */
export interface ScheduleProps {
  /** EventBridge form, on the wall clock of Asia/Shanghai. */
  readonly cron: string;
  readonly target: HouseFunction;
  readonly topic: ITopic;
  readonly missed: Meaning;
  /** What it means that a call runs for nearly as long as it may. */
  readonly long: Meaning;
}

/** A call that takes this share of the time it may take is alarming: the next one is cut off. */
const longShare = 0.8;

/**
 * Calls a function by the clock. The call carries the time it was meant for, and the function takes its time from
 * there: a late, early, doubled or missed call changes nothing but when things are done.
 */
export class Schedule extends Construct {
  readonly called: Metric;
  readonly failed: Metric;
  /** How long a call ran. */
  readonly length: Metric;

  constructor(scope: Construct, id: string, { cron, target, topic, missed, long }: ScheduleProps) {
    super(scope, id);
    const dead = new DeadLetters(this, "Dead", { topic, name: `${id}Dead`, ...missed });
    const group = new CfnScheduleGroup(this, "Group");
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com"),
      inlinePolicies: {
        own: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [target.functionArn] }),
            new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [dead.queueArn] }),
          ],
        }),
      },
    });
    new CfnSchedule(this, "Schedule", {
      groupName: group.ref,
      scheduleExpression: `cron(${cron})`,
      scheduleExpressionTimezone: "Asia/Shanghai",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: target.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ scheduledTime: "<aws.scheduler.scheduled-time>" }),
        // The next hour's call does the same work: trying longer than that helps nobody.
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 30 },
        deadLetterConfig: { arn: dead.queueArn },
      },
    }).overrideLogicalId(id);
    const counted = (metricName: string): Metric =>
      new Metric({
        namespace: "AWS/Scheduler",
        metricName,
        dimensionsMap: { ScheduleGroup: group.ref },
        statistic: "Sum",
        period,
      });
    const failed = counted("TargetErrorCount");
    const length = target.metricDuration({ period, statistic: "Maximum" });
    this.called = counted("InvocationAttemptCount").with({ label: `${id} called` });
    this.failed = failed.with({ label: `${id} failed` });
    this.length = length.with({ label: id });
    houseAlarm(this, "Failed", { metric: failed, above: 0, topic, ...missed });
    if (target.timeout === undefined) throw new Error(`${target.node.id} has no time-out to hold its length against`);
    houseAlarm(this, "Long", {
      metric: length,
      above: longShare * target.timeout.toMilliseconds(),
      topic,
      ...long,
    });
  }
}
