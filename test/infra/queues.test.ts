import { describe, expect, test } from "vitest";
import { contexts, ofType, references, type Resource, synthesize } from "./template.ts";

describe.each(Object.entries(contexts))("queues and alarms on %s", (_partition, context) => {
  const template = synthesize(context);
  const queues = ofType(template, "AWS::SQS::Queue");
  const alarms = ofType(template, "AWS::CloudWatch::Alarm");
  const mappings = ofType(template, "AWS::Lambda::EventSourceMapping").map(([, { Properties }]) => Properties);
  const redriven = queues.flatMap(([, { Properties }]) => references(Properties["RedrivePolicy"]));
  const handedTo = [
    ...mappings,
    ...ofType(template, "AWS::Scheduler::Schedule").map(([, { Properties }]) => Properties["Target"]),
  ].flatMap((source) => {
    const { DestinationConfig, DeadLetterConfig } = source as Record<string, unknown>;
    return references([DestinationConfig, DeadLetterConfig]);
  });
  const dead = new Set([...redriven, ...handedTo]);
  const watched = (id: string, metric: string): readonly Resource[] =>
    alarms
      .map(([, alarm]) => alarm)
      .filter(
        ({ Properties }) => Properties["MetricName"] === metric && references(Properties["Dimensions"]).includes(id),
      );

  test("there are queues to look at", () => {
    expect(queues.map(([id]) => id)).toEqual(
      expect.arrayContaining([
        ...["Submissions", "Rows", "FeedbackRows", "TriggerWork"],
        ...["EndingWork", "ClockWork", "Answers", "FigureWork", "WebhookWork", "AlertQueue"],
      ]),
    );
  });

  test.each(queues)("%s has a dead-letter queue or is one, and an alarm", (id, { Properties }) => {
    if (dead.has(id)) {
      expect(Properties).not.toHaveProperty("RedrivePolicy");
      expect(Properties["MessageRetentionPeriod"]).toBe(14 * 24 * 3600);
      expect(watched(id, "ApproximateNumberOfMessagesVisible")).toMatchObject([{ Properties: { Threshold: 0 } }]);
    } else {
      expect(Properties["RedrivePolicy"]).toMatchObject({ maxReceiveCount: expect.any(Number) as number });
      expect(watched(id, "ApproximateAgeOfOldestMessage")).toHaveLength(1);
    }
  });

  test.each(queues)("%s is encrypted and takes TLS only", (id, { Properties }) => {
    expect(Properties["SqsManagedSseEnabled"]).toBe(true);
    const policies = ofType(template, "AWS::SQS::QueuePolicy").filter(([, policy]) =>
      references(policy.Properties["Queues"]).includes(id),
    );
    expect(JSON.stringify(policies)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
  });

  test("a dead-letter queue takes from its own queue, or from none", () => {
    for (const [id, { Properties }] of queues.filter(([name]) => dead.has(name))) {
      const allowed = Properties["RedriveAllowPolicy"] as { redrivePermission: string; sourceQueueArns?: unknown[] };
      const sources = queues.filter(([, queue]) => references(queue.Properties["RedrivePolicy"]).includes(id));
      expect(allowed.redrivePermission).toBe(sources.length === 0 ? "denyAll" : "byQueue");
      expect(JSON.stringify(allowed.sourceQueueArns ?? "")).toContain(
        String(sources[0]?.[1].Properties["QueueName"] ?? ""),
      );
    }
  });

  test("work is hidden longer than its function may run, and is dead within four minutes; a whole file within 16", () => {
    for (const { EventSourceArn, FunctionName, ...mapping } of mappings) {
      const queue = template.Resources[references(EventSourceArn)[0] ?? ""];
      if (queue?.Type !== "AWS::SQS::Queue") continue;
      const worker = template.Resources[references(FunctionName)[0] ?? ""]?.Properties;
      const visibility = queue.Properties["VisibilityTimeout"] as number;
      const { maxReceiveCount } = queue.Properties["RedrivePolicy"] as { maxReceiveCount: number };
      expect(visibility).toBeGreaterThan(worker?.["Timeout"] as number);
      const isFile = worker?.["Description"] === "split-submission";
      expect(visibility * maxReceiveCount).toBeLessThanOrEqual(isFile ? 16 * 60 : 240);
      expect(mapping["FunctionResponseTypes"]).toEqual(["ReportBatchItemFailures"]);
      expect(mapping["ScalingConfig"]).toMatchObject({ MaximumConcurrency: expect.any(Number) as number });
    }
  });

  test("every alarm says who is hurt and what to do, and tells somebody", () => {
    expect(alarms.length).toBeGreaterThan(20);
    for (const [, { Properties }] of alarms) {
      expect(Properties["AlarmDescription"]).toMatch(
        /^Hurt: .{15,}\. Do: .{15,}\. Runbook: docs\/runbook\.md#[a-z0-9-]+$/,
      );
      expect(Properties["AlarmActions"]).toEqual([{ Ref: "Alarms" }]);
      expect(Properties["TreatMissingData"]).toBe("notBreaching");
    }
  });

  test("every function has an alarm on its errors", () => {
    for (const [id] of ofType(template, "AWS::Lambda::Function")) {
      expect(watched(id, "Errors"), id).toHaveLength(1);
    }
  });

  test("CloudWatch may publish alarms, from this account, and nobody else was let in", () => {
    const policies = ofType(template, "AWS::SNS::TopicPolicy").map(([, { Properties }]) => Properties);
    const allowed = policies.flatMap(({ PolicyDocument }) =>
      (PolicyDocument as { Statement: Record<string, unknown>[] }).Statement.filter(({ Effect }) => Effect === "Allow"),
    );
    expect(allowed).toMatchObject([
      {
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Resource: { Ref: "Alarms" },
        Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
      },
    ]);
  });

  test("alerts, and nothing but alerts, reach the queue that outside systems read", () => {
    const subscriptions = ofType(template, "AWS::SNS::Subscription").map(([, { Properties }]) => Properties);
    expect(subscriptions).toMatchObject([
      {
        TopicArn: { Ref: "Alerts" },
        Protocol: "sqs",
        RawMessageDelivery: true,
        Endpoint: { "Fn::GetAtt": ["AlertQueue", "Arn"] },
      },
    ]);
  });

  test("the outbox relay gives up no sooner than the stream may forget, and tells of its lag", () => {
    const streams = mappings.filter(({ StartingPosition }) => StartingPosition !== undefined);
    const patterns = streams.flatMap(({ FilterCriteria }) =>
      (FilterCriteria as { Filters: { Pattern: string }[] }).Filters.map(
        ({ Pattern }) => JSON.parse(Pattern) as unknown,
      ),
    );
    expect(patterns).toEqual([
      {
        eventName: ["INSERT"],
        dynamodb: { NewImage: { record: { S: ["decision", "alert", "clockAlert", "announcement"] } } },
      },
      { eventName: ["INSERT"], dynamodb: { NewImage: { record: { S: ["submission", "figure"] } } } },
      { eventName: ["INSERT"], dynamodb: { NewImage: { record: { S: ["ending", "clocks"] } } } },
      { eventName: ["INSERT"], dynamodb: { NewImage: { record: { S: ["feedback"] } } } },
      { eventName: ["INSERT"], dynamodb: { NewImage: { record: { S: ["figure"] } } } },
    ]);
    for (const stream of streams) {
      expect(stream).toMatchObject({
        StartingPosition: "TRIM_HORIZON",
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 10_000,
        MaximumRecordAgeInSeconds: 23 * 3600,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      });
    }
    expect(watched("RelayRecords", "IteratorAge")).toMatchObject([{ Properties: { Threshold: 300_000 } }]);
  });

  test("the sweep is called every hour of Shanghai with the time it was meant for", () => {
    expect(template.Resources["Sweep"]?.Properties).toMatchObject({
      ScheduleExpression: "cron(5 * * * ? *)",
      ScheduleExpressionTimezone: "Asia/Shanghai",
      Target: { Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}' },
    });
  });
});
