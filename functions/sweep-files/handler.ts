import type { Context } from "aws-lambda";
import { scheduleFiredV1 } from "../../events/schedule-fired/v1.ts";
import { sweepFiles, type SweepFilesDeps } from "../../shared/app/sweep-files.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** The hourly schedule: files whose day is over go. The time comes from the schedule. */
export const createHandler =
  (deps: SweepFilesDeps & { readonly telemetry: Telemetry }) =>
  async (event: unknown, context: Pick<Context, "awsRequestId">): Promise<void> => {
    const { scheduledTime } = scheduleFiredV1.parse(event);
    const { removed, failed } = await sweepFiles(deps, new Date(scheduledTime));
    deps.telemetry.work("files swept", { removed, failed, correlationId: context.awsRequestId });
    deps.telemetry.count("FilesAbandoned", removed);
    deps.telemetry.count("SubmissionsLost", failed);
  };
