import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import type { LiveEntries } from "../../../ports/entries.ts";
import { getAll } from "../db/get-all.ts";
import { dueShards, readEntry } from "../items/items.ts";

/** The entry after which to go on. */
const position = z.strictObject({ dueOn: z.string(), pk: z.string(), sk: z.string() });

/** Entries that live, found by the due-date index, which holds every one of them, and read as they stand. */
export const createLiveEntries = (db: DynamoDBDocumentClient, lists: string): LiveEntries => ({
  shards: dueShards,
  page: async (shard, limit, after) => {
    const start = readCursor(position, after);
    const dueShard = `due#${shard}`;
    const page = await db.send(
      new QueryCommand({
        TableName: lists,
        IndexName: "due",
        KeyConditionExpression: "dueShard = :shard",
        ExpressionAttributeValues: { ":shard": dueShard },
        Limit: limit,
        ExclusiveStartKey: start && { dueShard, ...start },
      }),
    );
    const keys = (page.Items ?? []).map((item) => position.strip().pick({ pk: true, sk: true }).parse(item));
    const items = await getAll(db, lists, keys, true);
    return {
      items: items.map(readEntry),
      next: page.LastEvaluatedKey ? writeCursor(position.strip().parse(page.LastEvaluatedKey)) : null,
    };
  },
});
