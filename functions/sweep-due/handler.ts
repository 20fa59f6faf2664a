import type { Context } from "aws-lambda";
import { scheduleFiredV1 } from "../../events/schedule-fired/v1.ts";
import { sweepDue, type SweepDeps } from "../../shared/app/sweep-due.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** The hourly schedule: what has run out ends, what is late is said out loud. The time comes from the schedule. */
export const createHandler =
  (deps: SweepDeps & { readonly telemetry: Telemetry }) =>
  async (event: unknown, context: Pick<Context, "awsRequestId">): Promise<void> => {
    const { scheduledTime } = scheduleFiredV1.parse(event);
    const report = await sweepDue(deps, new Date(scheduledTime), context.awsRequestId);
    deps.telemetry.work("swept", { ...report, correlationId: context.awsRequestId });
    deps.telemetry.count("EntriesDue", report.due);
    deps.telemetry.count("EntriesExpired", report.exited);
    deps.telemetry.count("EntriesLapsed", report.lapsed);
    deps.telemetry.count("AlertsRaised", report.alerts);
    deps.telemetry.count("SweepFailures", report.failed);
    // What failed is still due; failing the run makes the scheduler try again and the alarm heard.
    if (report.failed > 0) throw new Error(`${report.failed} due entries could not be attended to`);
  };
