import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { EntryReader } from "../../ports/entries.ts";
import { readCursor, writeCursor } from "../../kernel/cursor.ts";
import { getAll } from "./get-all.ts";
import { getEntry } from "./get-entry.ts";
import { getHistory } from "./get-history.ts";
import { directoryShards, entryDirectory, entryKey, readEntry } from "./items.ts";

/** Which partition of the directory, and the entry after which to go on in it. */
const position = z.strictObject({
  shard: z
    .int()
    .min(0)
    .max(directoryShards - 1),
  after: z.string().optional(),
});
const keys = z.object({ pk: z.string(), sk: z.string() });

/** Entries and histories as the authority and the office read them. */
export const createEntryReader = (db: DynamoDBDocumentClient, lists: string): EntryReader => ({
  entry: (entryId) => getEntry(db, lists, entryId),
  history: (subjectId) => getHistory(db, lists, subjectId),
  ofAuthority: async (authorityId, month, { limit, cursor }) => {
    const start = readCursor(position, cursor);
    let shard = start?.shard ?? 0;
    let after = start?.after;
    const found: z.infer<typeof keys>[] = [];
    while (shard < directoryShards && found.length < limit) {
      const directory = entryDirectory(authorityId, month, shard);
      const page = await db.send(
        new QueryCommand({
          TableName: lists,
          IndexName: "directory",
          KeyConditionExpression: "directory = :directory",
          ExpressionAttributeValues: { ":directory": directory },
          Limit: limit - found.length,
          ExclusiveStartKey: after === undefined ? undefined : { directory, directorySort: after, ...entryKey(after) },
        }),
      );
      const entries = (page.Items ?? []).map((item) => keys.parse(item));
      found.push(...entries);
      after = page.LastEvaluatedKey ? entries.at(-1)?.pk.slice("entry#".length) : undefined;
      if (after === undefined) shard++;
    }
    const items = await getAll(db, lists, found);
    const entries = new Map(items.map((item) => [String(item["pk"]), readEntry(item).entry]));
    return {
      items: found.map(({ pk }) => entries.get(pk)).filter((entry) => entry !== undefined),
      next: shard < directoryShards ? writeCursor({ shard, after }) : null,
    };
  },
});
