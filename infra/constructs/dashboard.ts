import { Stack } from "aws-cdk-lib";
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
  PeriodOverride,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct, type IConstruct } from "constructs";
import { period } from "./alarm.ts";
import { DeadLetters } from "./dead-letters.ts";
import { HouseApi } from "./house-api.ts";
import { HouseFunction } from "./house-function.ts";
import { HouseTable } from "./house-table.ts";
import { OutboxRelay } from "./outbox-relay.ts";
import { QueueConsumer } from "./queue-consumer.ts";
import { Schedule } from "./schedule.ts";

/** A count that functions write to their log in the embedded metric format, summed. */
export interface Count {
  readonly service: string;
  readonly names: readonly string[];
}

export interface DashboardProps {
  /** What the platform itself counts: a graph for each title. */
  readonly counts: Readonly<Record<string, readonly Count[]>>;
}

type Class<T> = abstract new (...args: never[]) => T;

/** How high a row of graphs is, and how wide one of three is. */
const height = 6;
const third = 8;

/**
 * One page for a stack, on which the people who run the platform see whether it does its work: alarms first, then what waits,
 * what is late, what failed. It is drawn from what stands in the stack, so what is added there is seen here without another line.
 */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, { counts }: DashboardProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const all = stack.node.findAll();
    const of = <T>(kind: Class<T>): readonly T[] => all.filter((each): each is IConstruct & T => each instanceof kind);
    /** Nothing where the stack has nothing of the kind. */
    const graph = (title: string, left: readonly IMetric[], unit: string): readonly GraphWidget[] =>
      left.length === 0
        ? []
        : [
            new GraphWidget({
              title,
              left: [...left],
              leftYAxis: { min: 0, label: unit, showUnits: false },
              width: third,
              height,
            }),
          ];

    const queues = of(QueueConsumer);
    const schedules = of(Schedule);
    const workers = of(HouseFunction);
    const [dead, relays, apis, tables] = [of(DeadLetters), of(OutboxRelay), of(HouseApi), of(HouseTable)];

    const rows: readonly (readonly IWidget[])[] = [
      [
        new TextWidget({
          markdown: `# ${stack.stackName}\nEach alarm has a section in \`docs/runbook.md\`; its description names it.`,
          width: third * 3,
          height: 2,
        }),
      ],
      [new AlarmStatusWidget({ title: "Alarms", alarms: [...of(Alarm)], width: third * 3, height })],
      [
        ...graph(
          "Work that waits",
          queues.flatMap(({ waiting, held }) => [waiting, held]),
          "messages",
        ),
        ...graph(
          "Oldest message",
          queues.map(({ oldest }) => oldest),
          "seconds",
        ),
        ...graph(
          "Dead letters",
          dead.map(({ depth }) => depth),
          "messages",
        ),
      ],
      [
        ...graph(
          "Relay: how far behind the decisions",
          relays.map(({ lag }) => lag),
          "milliseconds",
        ),
        ...graph(
          "Schedules: calls made and failed",
          schedules.flatMap(({ called, failed }) => [called, failed]),
          "calls",
        ),
        ...graph(
          "Sweeps: how long",
          schedules.map(({ length }) => length),
          "milliseconds",
        ),
      ],
      [
        ...graph(
          "Interface: calls, refused, broken",
          apis.flatMap(({ calls, clientErrors, serverErrors }) => [calls, clientErrors, serverErrors]),
          "calls",
        ),
        ...graph(
          "Interface: time to answer",
          apis.flatMap(({ latencies }) => latencies),
          "milliseconds",
        ),
        ...graph(
          "Tables: throttled",
          tables.flatMap(({ throttled }) => throttled),
          "requests",
        ),
      ],
      [
        ...graph(
          "Functions: errors",
          workers.map((worker) => worker.metricErrors({ period, label: worker.node.id })),
          "calls",
        ),
        ...graph(
          "Functions: throttled",
          workers.map((worker) => worker.metricThrottles({ period, label: worker.node.id })),
          "calls",
        ),
        ...graph(
          "Functions: longest run",
          workers.map((worker) => worker.metricDuration({ period, statistic: "Maximum", label: worker.node.id })),
          "milliseconds",
        ),
      ],
      ...inRows(Object.entries(counts).flatMap(([title, told]) => graph(title, told.flatMap(metrics), ""))),
    ];
    const dashboard = new Dashboard(this, "Page", {
      dashboardName: stack.stackName,
      periodOverride: PeriodOverride.AUTO,
    });
    for (const row of rows) if (row.length > 0) dashboard.addWidgets(...row);
  }
}

/** Three graphs to a row. */
const inRows = (graphs: readonly IWidget[]): (readonly IWidget[])[] =>
  Array.from({ length: Math.ceil(graphs.length / 3) }, (_, row) => graphs.slice(row * 3, row * 3 + 3));

const metrics = ({ service, names }: Count): Metric[] =>
  names.map(
    (metricName) =>
      new Metric({
        namespace: "Xinheng",
        metricName,
        dimensionsMap: { service },
        statistic: "Sum",
        period,
        label: metricName,
      }),
  );
