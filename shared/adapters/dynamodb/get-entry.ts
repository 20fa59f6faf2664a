import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { StoredEntry } from "../../ports/entries.ts";
import { entryKey, readEntry } from "./items.ts";

/** Reads one entry as it stands this moment. */
export const getEntry = async (
  db: DynamoDBDocumentClient,
  lists: string,
  entryId: string,
): Promise<StoredEntry | undefined> => {
  const { Item } = await db.send(new GetCommand({ TableName: lists, Key: entryKey(entryId), ConsistentRead: true }));
  return Item ? readEntry(Item) : undefined;
};
