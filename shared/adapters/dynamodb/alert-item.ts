import type { Alert } from "../../ports/entries.ts";

/**
 * An alert as stored and sent on. The key of a clock's follows from the clock and the level: a second alert about the same
 * thing cannot stand beside it. A contradiction is found by one decision, and its key follows from that.
 */
export const alertItem = (alert: Alert): Record<string, unknown> => ({
  pk: `alerts#${alert.agencyId}`,
  sk: alert.type === "alert-raised" ? `alert#${alert.clockId}#${alert.level}` : `alert#${alert.alertId}`,
  record: "alert",
  alert,
  directory: `alerts#${alert.raisedAt.slice(0, 7)}`,
  directorySort: `${alert.raisedAt}#${alert.alertId}`,
});
