import { sweepWebhooks, type SweepWebhooksDeps } from "../../shared/app/webhook/sweep-webhooks.ts";
import { onSchedule } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** The hourly schedule: events whose next attempt is due are called out. */
export const createHandler = (deps: SweepWebhooksDeps & { readonly telemetry: Telemetry }) =>
  onSchedule(deps.telemetry, async (at, correlationId) => {
    const woken = await sweepWebhooks(deps, at);
    deps.telemetry.count("AgenciesWoken", woken);
    deps.telemetry.work("webhooks swept", { woken, correlationId });
  });
