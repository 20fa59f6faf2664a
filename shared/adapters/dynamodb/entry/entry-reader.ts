import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { isEntryEvent } from "../../../../events/catalogue.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import type { EntryReader } from "../../../ports/entries.ts";
import { getAll } from "../db/get-all.ts";
import { getEntry } from "./get-entry.ts";
import { getHistory } from "../subject/get-history.ts";
import { entryDirectory, entryKey, readEntry } from "../items/items.ts";
import { pageOfDirectory } from "../items/sharded-directory.ts";

/** How many entries of a subject were answered before. */
const place = z.strictObject({ from: z.int().min(0) });

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
  ofSubject: async (subjectId, { limit, cursor }) => {
    const history = await getHistory(db, lists, subjectId);
    const entryIds = [...new Set(history.filter(isEntryEvent).map(({ entryId }) => entryId))];
    // Histories only grow, so that a place in one stays what it is.
    const from = readCursor(place, cursor)?.from ?? 0;
    const upTo = from + limit;
    const keys = entryIds.slice(from, upTo).map(entryKey);
    const entries = (await getAll(db, lists, keys)).map((item) => readEntry(item).entry);
    const stored = new Map(entries.map((entry) => [entry.entryId, entry]));
    return {
      items: entryIds.slice(from, upTo).flatMap((entryId) => stored.get(entryId) ?? []),
      next: upTo < entryIds.length ? writeCursor({ from: upTo }) : null,
    };
  },
});
