import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { measureRef } from "../../../events/parts.ts";
import type { TriggerMaker } from "../../ports/triggers.ts";
import { insert } from "./insert.ts";
import { inboxOf, triggerAttributes } from "./triggers.ts";

/**
 * Makes triggers 25 to a request. An INSERT refuses what stands already, so a repeat costs a unit and changes nothing;
 * a transaction would cost twice the units and a plain batch write would overwrite answers (ADR 4).
 */
export const createTriggerMaker = (db: DynamoDBDocumentClient, table: string): TriggerMaker => ({
  make: (triggers) => insert(db, table, triggers.map(triggerAttributes)),
  supersede: async (entryId, measures) => {
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "entryId = :entry",
          FilterExpression: "kind = :apply AND #status IN (:pending, :acknowledged, :failed)",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: { ":entry": entryId, ":apply": "apply", ...unsettled },
          ConsistentRead: true,
          ExclusiveStartKey: after,
        }),
      );
      const open = (page.Items ?? []).map((item) => pendingItem.parse(item));
      const over = open.filter(
        ({ measure }) =>
          measures === undefined ||
          measures.some(({ measureId, version }) => measureId === measure.measureId && version === measure.version),
      );
      await Promise.all(over.map((item) => close(db, table, item)));
      after = page.LastEvaluatedKey;
    } while (after);
  },
});

/** Nobody has said yet that it was applied, or that it does not apply. */
const unsettled = { ":pending": "pending", ":acknowledged": "acknowledged", ":failed": "failed" };

const pendingItem = z.object({
  entryId: z.string(),
  triggerKey: z.string(),
  agencyId: z.string(),
  measure: measureRef,
});

/** Closes a trigger unless its agency has answered in the meantime. */
const close = async (
  db: DynamoDBDocumentClient,
  table: string,
  { agencyId, entryId, triggerKey }: z.infer<typeof pendingItem>,
): Promise<void> => {
  try {
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: { entryId, triggerKey },
        UpdateExpression: "SET #status = :superseded, inbox = :inbox, #version = #version + :one",
        ConditionExpression: "#status IN (:pending, :acknowledged, :failed)",
        ExpressionAttributeNames: { "#status": "status", "#version": "version" },
        ExpressionAttributeValues: {
          ":superseded": "superseded",
          ...unsettled,
          ":inbox": inboxOf(agencyId, "superseded"),
          ":one": 1,
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
