import type { Context } from "aws-lambda";
import { scheduleFiredV1 } from "../../events/schedule-fired/v1.ts";
import { sweepWebhooks, type SweepWebhooksDeps } from "../../shared/app/sweep-webhooks.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** The hourly schedule: events whose next attempt is due are called out. The time comes from the schedule. */
export const createHandler =
  (deps: SweepWebhooksDeps & { readonly telemetry: Telemetry }) =>
  async (event: unknown, context: Pick<Context, "awsRequestId">): Promise<void> => {
    const { scheduledTime } = scheduleFiredV1.parse(event);
    const woken = await sweepWebhooks(deps, new Date(scheduledTime));
    deps.telemetry.count("AgenciesWoken", woken);
    deps.telemetry.work("webhooks swept", { woken, correlationId: context.awsRequestId });
  };
