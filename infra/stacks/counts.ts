import type { Count } from "../constructs/dashboard.ts";

/** What functions count (`telemetry.count`), as the dashboard shows it; a test finds a count that nobody shows. */
export const counts: Readonly<Record<string, readonly Count[]>> = {
  "Rows and triggers": [
    { service: "split-submission", names: ["RowsReceived"] },
    { service: "admit-rows", names: ["RowsAccepted", "RowsRejected"] },
    { service: "make-triggers", names: ["TriggersMade"] },
  ],
  "Sweeps: due, ended, alerts, failed": [
    { service: "sweep-due", names: ["EntriesDue", "EntriesExpired", "EntriesLapsed", "AlertsRaised", "SweepFailures"] },
    { service: "sweep-webhooks", names: ["AgenciesWoken"] },
  ],
  "Webhooks: delivered, dead, circuits opened": [
    { service: "deliver-webhooks", names: ["WebhooksDelivered", "WebhooksDead", "CircuitsOpened"] },
  ],
};
