import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { AlertRaised } from "../../../../events/alert-raised/v1.ts";
import type { TriggerWatches } from "../../../ports/triggers.ts";
import { alertItem, alertKey } from "../items/alert-item.ts";
import { execute, insertion } from "../db/insert.ts";

/** Makes alerts where none stand; gives which of them were made. */
const insertAlerts = async (db: DynamoDBDocumentClient, lists: string, alerts: readonly AlertRaised[]) => {
  const outcomes = await execute(
    db,
    alerts.map((alert) => insertion(lists, alertItem(alert))),
  );
  return new Set(alerts.filter((_, place) => outcomes[place] === "done"));
};

/** Makes room for an alert that is said anew: the stream tells of new items alone, and figures go by the day that it names. */
const clearWithdrawn = async (db: DynamoDBDocumentClient, lists: string, alert: AlertRaised): Promise<void> => {
  try {
    await db.send(
      new DeleteCommand({
        TableName: lists,
        Key: alertKey(alert),
        ConditionExpression: "attribute_exists(withdrawnAt)",
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** Raises alerts about triggers: one for each clock and level, an alert that was withdrawn anew. */
export const createRaise =
  (db: DynamoDBDocumentClient, lists: string): TriggerWatches["raise"] =>
  async (alerts) => {
    const made = await insertAlerts(db, lists, alerts);
    // Few are there already, and of these alone it is asked whether they were withdrawn.
    const there = alerts.filter((alert) => !made.has(alert));
    await Promise.all(there.map((alert) => clearWithdrawn(db, lists, alert)));
    const anew = await insertAlerts(db, lists, there);
    return alerts.filter((alert) => made.has(alert) || anew.has(alert));
  };
