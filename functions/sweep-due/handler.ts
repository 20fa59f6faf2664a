import {
  digestAlerts,
  type DigestAlertsDeps,
  sweepAndTell,
  type SweepAndTellDeps,
} from "../../shared/app/alert/announce-alerts.ts";
import { startEndings, type StartEndingDeps } from "../../shared/app/measure/end-measures.ts";
import { sweepDisclosures, type SweepDisclosuresDeps } from "../../shared/app/disclosure/sweep-disclosures.ts";
import { sweepDue, type SweepDeps } from "../../shared/app/entry/sweep-due.ts";
import { onSchedule } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** The hourly schedule: what has run out ends, what is due soon or late is said out loud, once a day in a digest. */
export const createHandler = (
  deps: SweepDeps &
    SweepDisclosuresDeps &
    StartEndingDeps &
    SweepAndTellDeps &
    DigestAlertsDeps & { readonly telemetry: Telemetry },
) =>
  onSchedule(deps.telemetry, async (at, correlationId) => {
    const { entries, disclosures, failed, told } = await sweepAndTell(deps, { at, correlationId }, async (observer) => {
      const entries = await sweepDue(deps, at, correlationId, {
        ...observer,
        failed: (entryId, error) => {
          deps.telemetry.broken(`entry ${entryId}`, error, correlationId);
        },
      });
      const disclosures = await sweepDisclosures(deps, at, {
        ...observer,
        failed: (disclosureId, error) => {
          deps.telemetry.broken(`disclosure ${disclosureId}`, error, correlationId);
        },
      });
      return { entries, disclosures, failed: entries.failed + disclosures.failed };
    });
    const digests = await digestAlerts(deps, at, correlationId);
    const shards = await startEndings(deps, correlationId);
    deps.telemetry.work("swept", {
      ...entries,
      failed,
      lateDisclosures: disclosures.late,
      told,
      digests,
      shards,
      correlationId,
    });
    deps.telemetry.count("EntriesDue", entries.due);
    deps.telemetry.count("EntriesExpired", entries.exited);
    deps.telemetry.count("EntriesLapsed", entries.lapsed);
    deps.telemetry.count("AlertsRaised", entries.alerts + disclosures.alerts);
    deps.telemetry.count("AgenciesTold", told + digests);
    deps.telemetry.count("DisclosuresLate", disclosures.late);
    deps.telemetry.count("SweepFailures", failed);
    // What failed is still due; failing the run makes the scheduler try again and the alarm heard.
    if (failed > 0) throw new Error(`${failed} of what is due could not be attended to`);
  });
