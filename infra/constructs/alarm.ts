import { Duration, Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** What somebody woken at night has to know. */
export interface Meaning {
  /** Who is hurt, and how. */
  readonly hurt: string;
  /** What to do about it. */
  readonly act: string;
}

/** An alarm of the house: a metric with a limit, and its meaning. */
export interface HouseAlarmProps extends Meaning {
  readonly metric: IMetric;
  /** Alarms above this value. */
  readonly above: number;
  /** Successive periods above it before the alarm; 1 unless told otherwise. */
  readonly periods?: number;
  readonly topic: ITopic;
}

/** The period of every metric of the house: short enough to be told within minutes. */
export const period = Duration.minutes(5);

/** The runbook's section about an alarm: its place in the stack, as a heading's anchor. */
const sectionOf = (scope: Construct, id: string): string =>
  [...scope.node.scopes.slice(scope.node.scopes.indexOf(Stack.of(scope)) + 1).map(({ node }) => node.id), id]
    .join("-")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-")
    .toLowerCase();

/** Raises an alarm that says who is hurt, what to do and where more is written, to the people who run the platform. */
export const houseAlarm = (scope: Construct, id: string, props: HouseAlarmProps): Alarm => {
  const alarm = new Alarm(scope, id, {
    metric: props.metric,
    threshold: props.above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: props.periods ?? 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `Hurt: ${props.hurt} Do: ${props.act} Runbook: docs/runbook.md#${sectionOf(scope, id)}`,
  });
  alarm.addAlarmAction(new SnsAction(props.topic));
  return alarm;
};
