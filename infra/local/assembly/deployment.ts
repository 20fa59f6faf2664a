import { existsSync } from "node:fs";
import { StartRefused } from "../place/start-refused.ts";
import type { Json } from "./intrinsics.ts";
import { attributeOf } from "./local-names.ts";
import { assetFolder, keepAsset } from "./read-templates.ts";
import type { LocalResource } from "./resolve-stacks.ts";

type Properties = Readonly<Record<string, Json>>;

/** A Lambda function to run. */
export interface FunctionSpec {
  readonly name: string;
  readonly arn: string;
  /** The module and the export in it. */
  readonly file: string;
  readonly exportName: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Queue for asynchronous calls that kept failing. */
  readonly deadLetterArn: string | undefined;
  readonly asyncRetries: number;
}

/** An event source mapping. */
export interface SourceSpec {
  readonly id: string;
  readonly sourceArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly partialFailures: boolean;
  readonly patterns: readonly string[];
  readonly maximumRetries: number;
  readonly bisect: boolean;
  readonly onFailureArn: string | undefined;
  readonly concurrency: number | undefined;
  readonly startAtTrimHorizon: boolean;
}

/** A schedule and what it calls. */
export interface ScheduleSpec {
  readonly id: string;
  readonly expression: string;
  readonly zone: string;
  readonly targetArn: string;
  readonly input: string | undefined;
  readonly deadLetterArn: string | undefined;
}

/** Everything the template asks for, by kind. */
export interface Deployment {
  readonly resources: readonly LocalResource[];
  of(type: string): readonly LocalResource[];
  readonly functions: readonly FunctionSpec[];
  readonly sources: readonly SourceSpec[];
  readonly schedules: readonly ScheduleSpec[];
  /** The queues for what functions, sources and schedules could not do. */
  readonly failureArns: readonly string[];
}

const optionalText = (value: Json | undefined): string | undefined => (typeof value === "string" ? value : undefined);
const part = (value: Json | undefined): Record<string, Json> =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};

/** Sorts the resources by kind and copies the functions' code into `codeFolder`. */
export const readDeployment = (resources: readonly LocalResource[], codeFolder: string): Deployment => {
  const of = (type: string): LocalResource[] => resources.filter((resource) => resource.type === type);
  const functions = of("AWS::Lambda::Function").map((resource) =>
    functionSpec(resource, of("AWS::Lambda::EventInvokeConfig"), codeFolder),
  );
  const sources = of("AWS::Lambda::EventSourceMapping")
    .filter(({ properties }) => properties["Enabled"] !== false)
    .map(sourceSpec);
  const schedules = of("AWS::Scheduler::Schedule")
    .filter(({ properties }) => properties["State"] !== "DISABLED")
    .map(scheduleSpec);
  const failureArns = [
    ...[...functions, ...schedules].map(({ deadLetterArn }) => deadLetterArn),
    ...sources.map(({ onFailureArn }) => onFailureArn),
  ].filter((arn) => arn !== undefined);
  return { resources, of, functions, sources, schedules, failureArns };
};

const functionSpec = (
  resource: LocalResource,
  invokeConfigs: readonly LocalResource[],
  codeFolder: string,
): FunctionSpec => {
  const { id, name, properties, stack, source } = resource;
  const runtime = String(properties["Runtime"]);
  if (!runtime.startsWith("nodejs")) {
    throw new StartRefused(`The local host runs Node functions only: ${id} wants ${runtime}`);
  }
  const handler = String(properties["Handler"]);
  const dot = handler.lastIndexOf(".");
  const folder = keepAsset(assetFolder(stack, id, source), codeFolder);
  const file = [".mjs", ".js", ".cjs"].map((end) => `${folder}/${handler.slice(0, dot)}${end}`).find(existsSync);
  if (file === undefined) throw new StartRefused(`The handler ${handler} of ${id} is not in its bundle`);
  const config = invokeConfigs.find((each) => each.properties["FunctionName"] === name)?.properties;
  const onFailure = optionalText(part(part(config?.["DestinationConfig"])["OnFailure"])["Destination"]);
  return {
    name,
    arn: String(attributeOf(id, source, name, "Arn", { api: "", messages: "" })),
    file,
    exportName: handler.slice(dot + 1),
    environment: Object.fromEntries(
      Object.entries(part(part(properties["Environment"])["Variables"])).map(([key, value]) => [key, String(value)]),
    ),
    timeoutMs: Number(properties["Timeout"] ?? 3) * 1000,
    memoryMb: Number(properties["MemorySize"] ?? 128),
    deadLetterArn: onFailure ?? optionalText(part(properties["DeadLetterConfig"])["TargetArn"]),
    asyncRetries: Number(config?.["MaximumRetryAttempts"] ?? 2),
  };
};

const sourceSpec = ({ id, properties }: LocalResource): SourceSpec => {
  const sourceArn = String(properties["EventSourceArn"]);
  const isQueue = sourceArn.split(":")[2] === "sqs";
  const retries = Number(properties["MaximumRetryAttempts"] ?? -1);
  const filters = part(properties["FilterCriteria"])["Filters"];
  return {
    id,
    sourceArn,
    functionName: lastPart(String(properties["FunctionName"])),
    batchSize: Number(properties["BatchSize"] ?? (isQueue ? 10 : 100)),
    windowMs: Number(properties["MaximumBatchingWindowInSeconds"] ?? 0) * 1000,
    partialFailures: JSON.stringify(properties["FunctionResponseTypes"] ?? []).includes("ReportBatchItemFailures"),
    patterns: Array.isArray(filters) ? filters.map((filter) => String(part(filter)["Pattern"] ?? "{}")) : [],
    maximumRetries: retries < 0 ? Infinity : retries,
    bisect: properties["BisectBatchOnFunctionError"] === true,
    onFailureArn: optionalText(part(part(properties["DestinationConfig"])["OnFailure"])["Destination"]),
    concurrency: concurrencyOf(properties),
    startAtTrimHorizon: properties["StartingPosition"] !== "LATEST",
  };
};

const concurrencyOf = (properties: Properties): number | undefined => {
  const given = part(properties["ScalingConfig"])["MaximumConcurrency"];
  return given === undefined ? undefined : Number(given);
};

const scheduleSpec = ({ id, properties }: LocalResource): ScheduleSpec => {
  const target = part(properties["Target"]);
  return {
    id,
    expression: String(properties["ScheduleExpression"]),
    zone: optionalText(properties["ScheduleExpressionTimezone"]) ?? "UTC",
    targetArn: String(target["Arn"]),
    input: optionalText(target["Input"]),
    deadLetterArn: optionalText(part(target["DeadLetterConfig"])["Arn"]),
  };
};

/** The last part of an ARN: a function's, a queue's or a topic's name. */
export const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);
