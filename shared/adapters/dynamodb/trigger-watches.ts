import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { localDateString } from "../../../events/vocabulary.ts";
import { nextSayAfter } from "../../domain/clock/alert.ts";
import type { Catalogue } from "../../domain/measure/measure.ts";
import { madeOn, type Trigger } from "../../domain/trigger/trigger.ts";
import { shardOf } from "../../kernel/ids.ts";
import type { TriggerWatches } from "../../ports/triggers.ts";
import { alertItem } from "./alert-item.ts";
import { execute, insertion } from "./insert.ts";
import { readTrigger, watchPrefix } from "./trigger-items.ts";

/** The index of watches by day is spread over this many partitions. */
const shards = 8;

const keys = z.object({
  entryId: z.string(),
  dueOn: localDateString,
  triggerKey: z
    .string()
    .startsWith(watchPrefix)
    .transform((key) => Number(key.slice(watchPrefix.length))),
});
const keyOf = (entryId: string, seq: number) => ({ entryId, triggerKey: `${watchPrefix}${seq}` });
const shardName = (shard: number): string => `due#${shard}`;

/**
 * One item in the index for all triggers that a decision made of an entry: they begin on one day and so run out on the
 * same days. An index entry for each trigger would cost a write when it is made, and two for each answer.
 */
export const watchesOf = (triggers: readonly Trigger[]): Record<string, unknown>[] =>
  [...Map.groupBy(triggers, ({ entryId, seq }) => `${entryId} ${seq}`).values()].flatMap((group) => {
    const [first] = group;
    const clocks = group.flatMap((trigger) => trigger.clocks);
    const dueOn = first && nextSayAfter(clocks, madeOn(first));
    return first === undefined || dueOn === undefined
      ? []
      : [
          {
            ...keyOf(first.entryId, first.seq),
            record: "watch",
            dueShard: shardName(shardOf(first.entryId, shards)),
            dueOn,
          },
        ];
  });

/** The watches over clocks of triggers, and the alerts, which are among the lists. */
export const createTriggerWatches = (
  db: DynamoDBDocumentClient,
  tables: { readonly triggers: string; readonly lists: string },
  catalogue: () => Promise<Catalogue>,
): TriggerWatches => ({
  shards,
  due: async function* (shard, upTo) {
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: tables.triggers,
          IndexName: "due",
          KeyConditionExpression: "dueShard = :shard AND dueOn <= :upTo",
          ExpressionAttributeValues: { ":shard": shardName(shard), ":upTo": upTo },
          Limit: 500,
          ExclusiveStartKey: after,
        }),
      );
      yield (page.Items ?? []).map((item) => {
        const { entryId, triggerKey: seq, dueOn } = keys.parse(item);
        return { entryId, seq, dueOn };
      });
      after = page.LastEvaluatedKey;
    } while (after);
  },
  triggers: async ({ entryId, seq }) => {
    const found: Trigger[] = [];
    const measures = await catalogue();
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: tables.triggers,
          KeyConditionExpression: "entryId = :entry",
          FilterExpression: "seq = :seq",
          ExpressionAttributeValues: { ":entry": entryId, ":seq": seq },
          ConsistentRead: true,
          ExclusiveStartKey: after,
        }),
      );
      found.push(...(page.Items ?? []).map((item) => readTrigger(item, measures)));
      after = page.LastEvaluatedKey;
    } while (after);
    return found;
  },
  raise: async (alerts) => {
    const outcomes = await execute(
      db,
      alerts.map((alert) => insertion(tables.lists, alertItem(alert))),
    );
    return alerts.filter((_, place) => outcomes[place] === "done");
  },
  next: async ({ entryId, seq }, on) => {
    await db.send(
      new UpdateCommand({
        TableName: tables.triggers,
        Key: keyOf(entryId, seq),
        // It stays as an item without a day: made again by a late worker, it would be watched again.
        ...(on === undefined
          ? { UpdateExpression: "REMOVE dueShard, dueOn" }
          : { UpdateExpression: "SET dueOn = :on", ExpressionAttributeValues: { ":on": on } }),
      }),
    );
  },
});
