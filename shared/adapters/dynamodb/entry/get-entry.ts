import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { StoredEntry } from "../../../ports/entries.ts";
import { getAll } from "../db/get-all.ts";
import { entryKey, readEntry } from "../items/items.ts";

/** Reads one entry as it stands this moment. */
export const getEntry = async (
  db: DynamoDBDocumentClient,
  lists: string,
  entryId: string,
): Promise<StoredEntry | undefined> => {
  const { Item } = await db.send(new GetCommand({ TableName: lists, Key: entryKey(entryId), ConsistentRead: true }));
  return Item ? readEntry(Item) : undefined;
};

/** Reads those of some entries that exist, as they stand this moment. */
export const getEntries = async (
  db: DynamoDBDocumentClient,
  lists: string,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, StoredEntry>> => {
  const items = await getAll(db, lists, entryIds.map(entryKey), true);
  return new Map(items.map(readEntry).map((stored) => [stored.entry.entryId, stored]));
};
