import { startEndings, type StartEndingDeps } from "../../shared/app/end-measures.ts";
import { sweepDisclosures, type SweepDisclosuresDeps } from "../../shared/app/sweep-disclosures.ts";
import { sweepDue, type SweepDeps } from "../../shared/app/sweep-due.ts";
import { onSchedule } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** The hourly schedule: what has run out ends, what is late is said out loud. */
export const createHandler = (
  deps: SweepDeps & SweepDisclosuresDeps & StartEndingDeps & { readonly telemetry: Telemetry },
) =>
  onSchedule(deps.telemetry, async (at, correlationId) => {
    const report = await sweepDue(deps, at, correlationId, (entryId, error) => {
      deps.telemetry.broken(`entry ${entryId}`, error, correlationId);
    });
    const shards = await startEndings(deps, correlationId);
    const disclosures = await sweepDisclosures(deps, at, (disclosureId, error) => {
      deps.telemetry.broken(`disclosure ${disclosureId}`, error, correlationId);
    });
    const failed = report.failed + disclosures.failed;
    deps.telemetry.work("swept", { ...report, failed, lateDisclosures: disclosures.late, shards, correlationId });
    deps.telemetry.count("EntriesDue", report.due);
    deps.telemetry.count("EntriesExpired", report.exited);
    deps.telemetry.count("EntriesLapsed", report.lapsed);
    deps.telemetry.count("AlertsRaised", report.alerts + disclosures.alerts);
    deps.telemetry.count("DisclosuresLate", disclosures.late);
    deps.telemetry.count("SweepFailures", failed);
    // What failed is still due; failing the run makes the scheduler try again and the alarm heard.
    if (failed > 0) throw new Error(`${failed} of what is due could not be attended to`);
  });
