import type { AlertRaised } from "../../../events/alert-raised/v1.ts";

/**
 * An alert as stored and sent on. The key follows from the clock and the level: a second alert about the same thing
 * cannot stand beside it.
 */
export const alertItem = (alert: AlertRaised): Record<string, unknown> => ({
  pk: `alerts#${alert.agencyId}`,
  sk: `alert#${alert.clockId}#${alert.level}`,
  record: "alert",
  alert,
  directory: `alerts#${alert.raisedAt.slice(0, 7)}`,
  directorySort: `${alert.raisedAt}#${alert.alertId}`,
});
