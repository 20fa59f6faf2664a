import { sweepFiles, type SweepFilesDeps } from "../../shared/app/submission/sweep-files.ts";
import { onSchedule } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** The hourly schedule: files whose day is over go. */
export const createHandler = (deps: SweepFilesDeps & { readonly telemetry: Telemetry }) =>
  onSchedule(deps.telemetry, async (at, correlationId) => {
    const { removed, failed } = await sweepFiles(deps, at);
    deps.telemetry.work("files swept", { removed, failed, correlationId });
    deps.telemetry.count("FilesAbandoned", removed);
    deps.telemetry.count("SubmissionsLost", failed);
  });
