import { sweepAndTell, type SweepAndTellDeps } from "../../shared/app/alert/announce-alerts.ts";
import { resendDecisions, type ResendDecisionsDeps } from "../../shared/app/trigger/resend-decisions.ts";
import { sweepTriggers, type SweepTriggersDeps } from "../../shared/app/trigger/sweep-triggers.ts";
import { onSchedule } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/**
 * The hourly schedule: decisions that nobody has worked on are sent on again, and clocks of triggers that are due soon or
 * ran out are said out loud.
 */
export const createHandler = (
  deps: ResendDecisionsDeps & SweepTriggersDeps & SweepAndTellDeps & { readonly telemetry: Telemetry },
) =>
  onSchedule(deps.telemetry, async (at, correlationId) => {
    // Neither waits for the other: what is late is said even when nothing can be sent on.
    const [resent, swept] = await Promise.allSettled([
      resendDecisions(deps, at),
      sweepAndTell(deps, { at, correlationId }, (observer) =>
        sweepTriggers(deps, at, {
          ...observer,
          failed: (entryId, error) => {
            deps.telemetry.broken(`triggers of ${entryId}`, error, correlationId);
          },
        }),
      ),
    ]);
    if (resent.status === "fulfilled") deps.telemetry.count("DecisionsResent", resent.value);
    if (swept.status === "fulfilled") {
      deps.telemetry.count("AlertsRaised", swept.value.alerts);
      deps.telemetry.count("AgenciesTold", swept.value.told);
    }
    deps.telemetry.work("triggers swept", {
      correlationId,
      ...(resent.status === "fulfilled" ? { resent: resent.value } : {}),
      ...(swept.status === "fulfilled" ? swept.value : {}),
    });
    if (resent.status === "rejected") throw resent.reason;
    if (swept.status === "rejected") throw swept.reason;
    // What failed is still due; failing the run makes the scheduler try again and the alarm heard.
    if (swept.value.failed > 0)
      throw new Error(`the clocks of ${swept.value.failed} decisions could not be attended to`);
  });
