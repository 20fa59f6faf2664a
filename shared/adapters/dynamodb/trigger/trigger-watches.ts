import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { localDateString } from "../../../../events/vocabulary.ts";
import { nextSayAfter } from "../../../domain/clock/alert.ts";
import type { Catalogue } from "../../../domain/measure/measure.ts";
import { madeOn, type Trigger } from "../../../domain/trigger/trigger.ts";
import { shardOf } from "../../../kernel/ids.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import type { TriggerClocks } from "../../../ports/calendar.ts";
import type { TriggerWatches } from "../../../ports/triggers.ts";
import { createRaise } from "./trigger-alerts.ts";
import { clockAttributes, readTrigger, watchPrefix } from "../items/trigger-items.ts";

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

/** Reads the triggers that one decision made of an entry, as they are this moment. */
const triggersUnder =
  (db: DynamoDBDocumentClient, table: string, catalogue: () => Promise<Catalogue>): TriggerWatches["triggers"] =>
  async ({ entryId, seq }) => {
    const found: Trigger[] = [];
    const measures = await catalogue();
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: table,
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
  };

/** Sets the day on which a watch is looked at next, where it stands on the day that it was read with. */
const setNext =
  (db: DynamoDBDocumentClient, table: string): TriggerWatches["next"] =>
  async ({ entryId, seq, dueOn }, on) => {
    try {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: keyOf(entryId, seq),
          ConditionExpression: "dueOn = :was",
          // It stays as an item without a day: made again by a late worker, it would be watched again.
          ...(on === undefined
            ? { UpdateExpression: "REMOVE dueShard, dueOn", ExpressionAttributeValues: { ":was": dueOn } }
            : { UpdateExpression: "SET dueOn = :on", ExpressionAttributeValues: { ":was": dueOn, ":on": on } }),
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };

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
  triggers: triggersUnder(db, tables.triggers, catalogue),
  raise: createRaise(db, tables.lists),
  next: setNext(db, tables.triggers),
});

/** The watch after which to go on. */
const position = z.strictObject({ entryId: z.string(), triggerKey: z.string(), dueOn: z.string() });

/** Going through the watches that still have something to say, and moving the clocks under them. */
export const createTriggerClocks = (
  db: DynamoDBDocumentClient,
  table: string,
  catalogue: () => Promise<Catalogue>,
): TriggerClocks => ({
  shards,
  page: async (shard, limit, after) => {
    const start = readCursor(position, after);
    const dueShard = shardName(shard);
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        IndexName: "due",
        KeyConditionExpression: "dueShard = :shard",
        ExpressionAttributeValues: { ":shard": dueShard },
        Limit: limit,
        ExclusiveStartKey: start && { dueShard, ...start },
      }),
    );
    return {
      items: (page.Items ?? []).map((item) => {
        const { entryId, triggerKey: seq, dueOn } = keys.parse(item);
        return { entryId, seq, dueOn };
      }),
      next: page.LastEvaluatedKey ? writeCursor(position.strip().parse(page.LastEvaluatedKey)) : null,
    };
  },
  triggers: triggersUnder(db, table, catalogue),
  move: async ({ entryId, triggerKey, clocks, version }) => {
    try {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: { entryId, triggerKey },
          UpdateExpression: "SET clocks = :clocks, #version = :next",
          ConditionExpression: "#version = :version",
          ExpressionAttributeNames: { "#version": "version" },
          ExpressionAttributeValues: {
            ":clocks": clockAttributes(clocks),
            ":version": version,
            ":next": version + 1,
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
  set: async ({ entryId, seq }, on) => {
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: keyOf(entryId, seq),
        UpdateExpression: "SET dueOn = :on",
        ExpressionAttributeValues: { ":on": on },
      }),
    );
  },
});
