import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { functions } from "../../infra/stacks/functions.ts";
import { contexts, ofType, references, synthesize } from "./template.ts";

/** The runbook's sections: their anchor, as a reader of Markdown makes it from a heading, and their text. */
const sections = new Map(
  readFileSync("docs/runbook.md", "utf8")
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [heading = "", ...lines] = section.split("\n");
      return [heading.trim().toLowerCase().replaceAll(/\s+/g, "-"), lines.join("\n")] as const;
    }),
);

describe.each(Object.entries(contexts))("the runbook on %s", (_partition, context) => {
  const named = ofType(synthesize(context), "AWS::CloudWatch::Alarm").map(
    ([, { Properties }]) => /docs\/runbook\.md#(\S+)$/.exec(String(Properties["AlarmDescription"]))?.[1] ?? "",
  );

  test("every alarm has a section of its own, and no section is about an alarm that there is not", () => {
    expect(named.length).toBeGreaterThan(30);
    expect([...sections.keys()].sort()).toEqual([...named].sort());
  });

  test.each([...sections])(
    "%s: what it means, who is hurt, how to see, how to mend, when it is over",
    (_anchor, text) => {
      const labels = [...text.matchAll(/^- \*\*(.+?):\*\* .{10,}/gm)].map(([, label]) => label);
      expect(labels).toEqual(["Means", "Hurt", "See", "Mend", "Over when"]);
    },
  );

  test("links of the runbook lead to its sections", () => {
    const links = [...sections.values()].flatMap((text) => [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, to]) => to));
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !sections.has(link ?? ""))).toEqual([]);
  });
});

describe.each(Object.entries(contexts))("the dashboard on %s", (_partition, context) => {
  const template = synthesize(context);
  const pages = ofType(template, "AWS::CloudWatch::Dashboard").map(([, { Properties }]) => Properties);
  const shown = new Set(references(pages));
  const widgets = pages.flatMap(({ DashboardBody }) => {
    const text = (DashboardBody as { "Fn::Join": [string, unknown[]] })["Fn::Join"][1]
      .map((part) => (typeof part === "string" ? part : "?"))
      .join("");
    return (JSON.parse(text) as { widgets: { properties: { title?: string; metrics?: unknown[][] } }[] }).widgets;
  });
  const metricsOf = (title: string): string =>
    JSON.stringify(widgets.find(({ properties }) => properties.title === title)?.properties.metrics ?? "none");

  test("is one page for each stack, named like it", () => {
    expect(pages.map(({ DashboardName }) => DashboardName)).toEqual(["Xinheng", "XinhengInterface"]);
  });

  test.each([
    "AWS::SQS::Queue",
    "AWS::Lambda::Function",
    "AWS::DynamoDB::Table",
    "AWS::Scheduler::ScheduleGroup",
    "AWS::ApiGatewayV2::Api",
    "AWS::CloudWatch::Alarm",
  ])("every %s is on it", (type) => {
    const ids = ofType(template, type).map(([id]) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter((id) => !shown.has(id))).toEqual([]);
  });

  test.each([
    ["Oldest message", "ApproximateAgeOfOldestMessage"],
    ["Work that waits", "ApproximateNumberOfMessagesVisible"],
    ["Dead letters", "ApproximateNumberOfMessagesVisible"],
    ["Relay: how far behind the decisions", "IteratorAge"],
    ["Schedules: calls made and failed", "TargetErrorCount"],
    ["Sweeps: how long", "Duration"],
    ["Interface: calls, refused, broken", "5xx"],
    ["Interface: time to answer", "Latency"],
    ["Tables: throttled", "WriteThrottleEvents"],
    ["Functions: errors", "Errors"],
    ["Functions: throttled", "Throttles"],
    ["Webhooks: delivered, dead, circuits opened", "WebhooksDead"],
  ])("shows %s", (title, metric) => {
    expect(metricsOf(title)).toContain(metric);
  });

  test("shows every count that a function writes, and no count that none writes", () => {
    const written = Object.keys(functions).flatMap((name) =>
      readdirSync(`functions/${name}`).flatMap((file) =>
        [...readFileSync(`functions/${name}/${file}`, "utf8").matchAll(/telemetry\.count\("(\w+)"/g)].map(
          ([, metric = ""]) => `${name} ${metric}`,
        ),
      ),
    );
    const drawn = widgets
      .flatMap(({ properties }) => properties.metrics ?? [])
      .filter(([namespace]) => namespace === "Xinheng")
      .map(([, metric, , service]) => `${String(service)} ${String(metric)}`);
    expect(drawn.sort()).toEqual(written.sort());
  });
});

test("every function that counts tells its counts at the end of its run, also of one that failed", () => {
  const handlers = Object.keys(functions).map((name) => [name, readFileSync(`functions/${name}/handler.ts`, "utf8")]);
  const counting = handlers.filter(([, text]) => text?.includes("telemetry.count("));
  expect(counting.length).toBeGreaterThan(5);
  expect(counting.filter(([, text]) => !/\b(consume\w*|onSchedule)\(/.test(text ?? "")).map(([name]) => name)).toEqual(
    [],
  );
});

test("a schedule's call that takes nearly all of its time is told before one is cut off", () => {
  const template = synthesize();
  const long = ofType(template, "AWS::CloudWatch::Alarm").filter(
    ([, { Properties }]) => Properties["MetricName"] === "Duration",
  );
  const schedules = ofType(template, "AWS::Scheduler::Schedule");
  expect(long).toHaveLength(schedules.length);
  for (const [, { Properties }] of long) {
    const worker = template.Resources[references(Properties["Dimensions"])[0] ?? ""]?.Properties;
    expect(Properties["Statistic"]).toBe("Maximum");
    expect(Properties["Threshold"]).toBe(Number(worker?.["Timeout"]) * 800);
  }
});
