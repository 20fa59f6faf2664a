import type { AlertRaised } from "../../events/alert-raised/v1.ts";
import { announceSweep, digestAlerts, type DigestAlertsDeps } from "../../shared/app/announce-alerts.ts";
import { startEndings, type StartEndingDeps } from "../../shared/app/end-measures.ts";
import { sweepDisclosures, type SweepDisclosuresDeps } from "../../shared/app/sweep-disclosures.ts";
import { sweepDue, type SweepDeps } from "../../shared/app/sweep-due.ts";
import { onSchedule } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** The hourly schedule: what has run out ends, what is due soon or late is said out loud, once a day in a digest. */
export const createHandler = (
  deps: SweepDeps & SweepDisclosuresDeps & StartEndingDeps & DigestAlertsDeps & { readonly telemetry: Telemetry },
) =>
  onSchedule(deps.telemetry, async (at, correlationId) => {
    const raised: AlertRaised[] = [];
    const report = await sweepDue(
      deps,
      at,
      correlationId,
      (entryId, error) => {
        deps.telemetry.broken(`entry ${entryId}`, error, correlationId);
      },
      (alert) => raised.push(alert),
    );
    const disclosures = await sweepDisclosures(
      deps,
      at,
      (disclosureId, error) => {
        deps.telemetry.broken(`disclosure ${disclosureId}`, error, correlationId);
      },
      (alert) => raised.push(alert),
    );
    const failed = report.failed + disclosures.failed;
    const told = await announceSweep(deps, { at, raised, complete: failed === 0, correlationId });
    const digests = await digestAlerts(deps, at, correlationId);
    const shards = await startEndings(deps, correlationId);
    deps.telemetry.work("swept", {
      ...report,
      failed,
      lateDisclosures: disclosures.late,
      told,
      digests,
      shards,
      correlationId,
    });
    deps.telemetry.count("EntriesDue", report.due);
    deps.telemetry.count("EntriesExpired", report.exited);
    deps.telemetry.count("EntriesLapsed", report.lapsed);
    deps.telemetry.count("AlertsRaised", report.alerts + disclosures.alerts);
    deps.telemetry.count("AgenciesTold", told + digests);
    deps.telemetry.count("DisclosuresLate", disclosures.late);
    deps.telemetry.count("SweepFailures", failed);
    // What failed is still due; failing the run makes the scheduler try again and the alarm heard.
    if (failed > 0) throw new Error(`${failed} of what is due could not be attended to`);
  });
