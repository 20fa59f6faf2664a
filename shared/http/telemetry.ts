import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/**
 * Structured logs and EMF metrics. What may be said is what these signatures take: codes, counts and ids that the
 * platform made. No body, no name, no number of a subject ever reaches a line.
 */
export interface Telemetry {
  readonly request: (facts: {
    readonly route: string;
    readonly status: number;
    readonly ms: number;
    readonly correlationId: string;
    readonly agencyId?: string | undefined;
    readonly code?: string | undefined;
  }) => void;
  readonly work: (name: string, facts: Readonly<Record<string, string | number>>) => void;
  readonly broken: (where: string, error: unknown, correlationId?: string) => void;
  /** A count that alarms and dashboards read; it is told with the others at the end of the invocation. */
  readonly count: (metric: string, value: number) => void;
  /** Tells what was counted since the last time, in one line. */
  readonly tellCounts: () => void;
}

/** Name and namespace come from the runtime's POWERTOOLS_ variables. */
export const createTelemetry = (): Telemetry => {
  let made: Logger | undefined;
  const logger = (): Logger => (made ??= new Logger());
  let metrics: Metrics | undefined;
  return {
    request: (facts) => {
      logger().info("request", { ...facts });
    },
    work: (name, facts) => {
      logger().info(name, { ...facts });
    },
    broken: (where, error, correlationId) => {
      const { name } = error instanceof Error ? error : new Error("something was thrown that is no error");
      // The message of an engine's error may quote what was sent; name and stack frames cannot.
      logger().error("broken", {
        where,
        error: name,
        frames: framesOf(error),
        ...(correlationId ? { correlationId } : {}),
      });
    },
    count: (metric, value) => {
      if (value === 0) return;
      metrics ??= new Metrics();
      metrics.addMetric(metric, MetricUnit.Count, value);
    },
    tellCounts: () => {
      if (metrics?.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
};

/** Where it happened. The message is cut out first: a line of it may look like a frame and quote what was sent. */
const framesOf = (error: unknown): string[] => {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  const at = error.stack.indexOf(error.message);
  const stack = at < 0 ? error.stack : error.stack.slice(at + error.message.length);
  return stack
    .split("\n")
    .filter((line) => /^\s+at .*(:\d+:\d+\)?|\(<anonymous>\))$/.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
};
