import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { EntryReader } from "../../ports/entries.ts";
import { getEntry } from "./get-entry.ts";
import { getHistory } from "./get-history.ts";
import { entryDirectory, entryKey, readEntry } from "./items.ts";
import { pageOfDirectory } from "./sharded-directory.ts";

/** Entries and histories as the authority and the office read them. */
export const createEntryReader = (db: DynamoDBDocumentClient, lists: string): EntryReader => ({
  entry: (entryId) => getEntry(db, lists, entryId),
  history: (subjectId) => getHistory(db, lists, subjectId),
  ofAuthority: async (authorityId, month, paging) => {
    const directory = {
      partition: (shard: number) => entryDirectory(authorityId, month, shard),
      prefix: entryKey("").pk,
    };
    const { items, next } = await pageOfDirectory(db, lists, directory, paging);
    return { items: items.map((item) => readEntry(item).entry), next };
  },
});
