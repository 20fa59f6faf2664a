import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { saidWith } from "../../../domain/clock/alert.ts";
import type { DueStore } from "../../../ports/entries.ts";
import { alertWrite } from "../items/alert-item.ts";
import { dueShards, entryAttributes, entryKey } from "../items/items.ts";
import { transact } from "../db/transaction.ts";

const keys = z.object({ pk: z.string(), sk: z.string() });

/** The due-date index, and raising alerts about entries, in the lists table. */
export const createDueStore = (db: DynamoDBDocumentClient, lists: string): DueStore => ({
  shards: dueShards,
  due: async function* (shard, upTo) {
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: lists,
          IndexName: "due",
          KeyConditionExpression: "dueShard = :shard AND dueOn <= :upTo",
          ExpressionAttributeValues: { ":shard": `due#${shard}`, ":upTo": upTo },
          Limit: 500,
          ExclusiveStartKey: after,
        }),
      );
      yield (page.Items ?? []).map((item) => keys.parse(item).pk.slice("entry#".length));
      after = page.LastEvaluatedKey;
    } while (after);
  },
  settle: async (entry, alerted) => {
    try {
      await db.send(
        new UpdateCommand({
          TableName: lists,
          Key: entryKey(entry.entryId),
          ...reindex(entryAttributes(entry, alerted)),
        }),
      );
    } catch (error) {
      // It has moved on, and took its place in the index with it.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
  raise: async ({ entry, alerted }, alert) => {
    const noted = {
      TableName: lists,
      Key: entryKey(entry.entryId),
      ...reindex(entryAttributes(entry, saidWith(alerted, alert)), alerted),
    };
    const causes = await transact(db, [{ Update: noted }, alertWrite(lists, alert)]);
    // An alert that stands already is not raised again; the entry still leaves the index.
    if (causes === undefined) return "raised";
    if (causes[1] !== "condition" || causes[0] === "condition") return "outrun";
    await db.send(new UpdateCommand(noted));
    return "stood";
  },
});

/** Moves an entry in the due-date index, or out of it, without touching what it says. */
const reindex = (attributes: Record<string, unknown>, before?: readonly string[]) => {
  const { alerted, dueOn, entry } = z
    .object({ alerted: z.array(z.string()), dueOn: z.string().optional(), entry: z.object({ version: z.int() }) })
    .parse(attributes);
  const values = {
    ":alerted": alerted,
    ":version": entry.version,
    ...(before ? { ":before": before } : {}),
  };
  return {
    ConditionExpression: `entry.version = :version${before ? " AND alerted = :before" : ""}`,
    ...(dueOn === undefined
      ? { UpdateExpression: "SET alerted = :alerted REMOVE dueShard, dueOn", ExpressionAttributeValues: values }
      : {
          UpdateExpression: "SET alerted = :alerted, dueOn = :dueOn",
          ExpressionAttributeValues: { ...values, ":dueOn": dueOn },
        }),
  };
};
