import type { Count } from "../constructs/dashboard.ts";

/** What functions count (`telemetry.count`), as the dashboard shows it; a test finds a count that nobody shows. */
export const counts: Readonly<Record<string, readonly Count[]>> = {
  "Rows and triggers": [
    { service: "split-submission", names: ["RowsReceived"] },
    { service: "admit-rows", names: ["RowsAccepted", "RowsRejected"] },
    { service: "make-triggers", names: ["TriggersMade"] },
  ],
  "Feedback in bulk": [{ service: "admit-feedback", names: ["RowsAccepted", "RowsRejected"] }],
  "Permits, penalties and acts": [{ service: "admit-disclosures", names: ["RowsAccepted", "RowsRejected"] }],
  "Figures of compliance": [{ service: "count-figures", names: ["FiguresCounted"] }],
  "Sweeps: due, ended, alerts, failed": [
    {
      service: "sweep-due",
      names: [
        ...["EntriesDue", "EntriesExpired", "EntriesLapsed", "AlertsRaised"],
        ...["AgenciesTold", "DisclosuresLate", "SweepFailures"],
      ],
    },
    { service: "end-measures", names: ["MeasuresEnded"] },
    { service: "move-clocks", names: ["ClocksMoved"] },
    { service: "sweep-webhooks", names: ["AgenciesWoken"] },
  ],
  "Triggers: clocks that ran out, decisions sent on again": [
    { service: "sweep-triggers", names: ["AlertsRaised", "AgenciesTold", "DecisionsResent"] },
  ],
  "Files deleted unread, submissions lost": [{ service: "sweep-files", names: ["FilesAbandoned", "SubmissionsLost"] }],
  "Persons moved to a new pepper": [{ service: "rotate-pepper", names: ["PersonsReindexed"] }],
  "Webhooks: delivered, dead, circuits opened": [
    { service: "deliver-webhooks", names: ["WebhooksDelivered", "WebhooksDead", "CircuitsOpened"] },
  ],
};
