import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { SubjectEvent } from "../../../../events/catalogue.ts";
import { localDateString } from "../../../../events/vocabulary.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import type { SuperiorNoticeReader } from "../../../ports/entries.ts";
import { getAll } from "../db/get-all.ts";
import { entryKey, readEntry } from "../items/items.ts";
import type { Write } from "../db/transaction.ts";

const inboxKey = (agencyId: string): string => `superior#${agencyId}`;

/** The inbox items of superior units that a decision tells, written with it: told is told, or nothing was decided. */
export const superiorNoticeWrites = (table: string, events: readonly SubjectEvent[]): Write[] =>
  events.flatMap((event) => {
    if (event.type !== "superior-unit-notified" || event.data.via !== "platform") return [];
    const { unit, notifiedOn } = event.data;
    if (unit.agencyId === undefined) return [];
    const { entryId } = event;
    const key = { pk: inboxKey(unit.agencyId), sk: `${notifiedOn}#${entryId}` };
    return [{ Put: { TableName: table, Item: { ...key, record: "superiorNotice", entryId, notifiedOn } } }];
  });

const noticeItem = z.object({ sk: z.string(), entryId: z.string(), notifiedOn: localDateString });
const position = z.strictObject({ sk: z.string() });

export const createSuperiorNoticeReader = (db: DynamoDBDocumentClient, table: string): SuperiorNoticeReader => ({
  toUnit: async (agencyId, { limit, cursor }) => {
    const start = readCursor(position, cursor);
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :inbox",
        ExpressionAttributeValues: { ":inbox": inboxKey(agencyId) },
        Limit: limit,
        ExclusiveStartKey: start && { pk: inboxKey(agencyId), ...start },
      }),
    );
    const notices = (page.Items ?? []).map((item) => noticeItem.parse(item));
    const entries = new Map(
      (
        await getAll(
          db,
          table,
          notices.map(({ entryId }) => entryKey(entryId)),
        )
      )
        .map(readEntry)
        .map(({ entry }) => [entry.entryId, entry]),
    );
    const last = notices.at(-1);
    return {
      items: notices.flatMap(({ entryId, notifiedOn }) => {
        const entry = entries.get(entryId);
        return entry ? [{ notifiedOn, entry }] : [];
      }),
      next: page.LastEvaluatedKey && last ? writeCursor({ sk: last.sk }) : null,
    };
  },
});
