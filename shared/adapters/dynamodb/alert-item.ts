import type { AlertRaised } from "../../../events/alert-raised/v1.ts";

export const alertKey = ({ alertId, agencyId }: Pick<AlertRaised, "alertId" | "agencyId">) => ({
  pk: `alerts#${agencyId}`,
  sk: `alert#${alertId}`,
});

/** The alerts of a month, of all agencies, in the order in which they were raised. */
export const alertDirectory = (month: string): string => `alerts#${month}`;

/**
 * An alert as stored. Its id follows from the clock, the level and the day: a second alert about the same thing cannot
 * stand beside it.
 */
export const alertItem = (alert: AlertRaised): Record<string, unknown> => ({
  ...alertKey(alert),
  record: "alert",
  alert,
  directory: alertDirectory(alert.raisedAt.slice(0, 7)),
  directorySort: `${alert.raisedAt}#${alert.level}#${alert.alertId}`,
});
