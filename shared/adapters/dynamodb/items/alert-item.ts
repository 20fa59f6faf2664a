import type { AlertRaised } from "../../../../events/alert-raised/v1.ts";
import type { ContradictionFound } from "../../../../events/contradiction-found/v1.ts";
import type { Write } from "../db/transaction.ts";

export const alertKey = ({ alertId, agencyId }: Pick<AlertRaised, "alertId" | "agencyId">) => ({
  pk: `alerts#${agencyId}`,
  sk: `alert#${alertId}`,
});

/** The alerts of an agency in a month, in the order in which they were raised. */
export const alertDirectory = (agencyId: string, month: string): string => `alerts#${agencyId}#${month}`;

/**
 * An alert as stored. The id of a clock's follows from the clock, the level and, but for triggers, the day, that of a
 * contradiction from the decision that found it: a second alert about the same thing cannot stand beside it. A contradiction is sent on by itself;
 * alerts about clocks are announced together (ADR 32).
 */
export const alertItem = (alert: AlertRaised | ContradictionFound): Record<string, unknown> => ({
  ...alertKey(alert),
  record: alert.type === "contradiction-found" ? "alert" : "clockAlert",
  alert,
  directory: alertDirectory(alert.agencyId, alert.raisedAt.slice(0, 7)),
  directorySort: `${alert.raisedAt}#${alert.level}#${alert.alertId}`,
});

/** Raises an alert where none stands: one that was withdrawn is said again when its day is called for after all. */
export const alertWrite = (lists: string, alert: AlertRaised): Write => ({
  Put: {
    TableName: lists,
    Item: alertItem(alert),
    ConditionExpression: "attribute_not_exists(pk) OR attribute_exists(withdrawnAt)",
  },
});
