import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { clockKind, localDateString, triggerKind, triggerStatus } from "../../../../events/vocabulary.ts";
import { triggerIdOf } from "../../../domain/trigger/trigger.ts";
import { isRunning } from "../../../domain/clock/clock.ts";
import { lastDayOf } from "../../../domain/disclosure/disclosure.ts";
import { readCursor, startWithin, writeCursor } from "../../../kernel/cursor.ts";
import type { ClockReader } from "../../../ports/clocks.ts";
import { createActClocks } from "../disclosure/act-clocks.ts";
import { doneClocks, openClocks, readFiledClock } from "../items/clock-items.ts";
import { getAll } from "../db/get-all.ts";
import { inboxOf, readClocks } from "../items/trigger-items.ts";

const filed = z.strictObject({
  pk: z.string().startsWith("clock#"),
  sk: z.literal("clock"),
  directorySort: z.string(),
});
const seen = z.strictObject({ entryId: z.string(), triggerKey: z.string(), inboxSort: z.string() });
const outline = z.object({
  entryId: z.string(),
  triggerKey: z.string(),
  agencyId: z.string(),
  kind: triggerKind,
  status: triggerStatus,
  validTo: localDateString,
  clocks: z.unknown(),
  createdAt: z.string(),
});

/** Acts that are read at once when duties are counted; a page ends before, where it is full. */
const mostDueDays = 2_000;

/**
 * Clocks by agency: those of entries in the directory of the lists, those of triggers in the inboxes, those of acts in an
 * index of their own.
 */
export const createClockReader = (
  db: DynamoDBDocumentClient,
  tables: { readonly lists: string; readonly triggers: string; readonly disclosures: string },
): ClockReader => {
  const acts = createActClocks(db, tables.disclosures);
  const inDirectory = (
    directory: string,
    { from = "0", before = "9" }: { readonly from?: string | undefined; readonly before?: string | undefined },
    limit?: number,
    after?: Record<string, unknown>,
  ): Promise<QueryCommandOutput> =>
    db.send(
      new QueryCommand({
        TableName: tables.lists,
        IndexName: "directory",
        KeyConditionExpression: "directory = :directory AND directorySort BETWEEN :from AND :before",
        ExpressionAttributeValues: { ":directory": directory, ":from": from, ":before": before },
        ...(limit === undefined ? {} : { Limit: limit }),
        ExclusiveStartKey: after,
      }),
    );
  const page = async (
    directory: string,
    { from = "0", before = "9" }: Parameters<typeof inDirectory>[1],
    { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  ) => {
    const due = { from, before };
    const start = startWithin(readCursor(filed, cursor), ({ directorySort }) => directorySort, due);
    const { Items = [], LastEvaluatedKey } = await inDirectory(directory, due, limit, start && { directory, ...start });
    const keys = Items.map((key) => filed.strip().parse(key));
    const items = new Map(
      (
        await getAll(
          db,
          tables.lists,
          keys.map(({ pk, sk }) => ({ pk, sk })),
        )
      ).map((each) => [String(each["pk"]), each]),
    );
    return {
      items: keys.flatMap(({ pk }) => (items.has(pk) ? [readFiledClock(items.get(pk))] : [])),
      next: LastEvaluatedKey ? writeCursor(filed.strip().parse(LastEvaluatedKey)) : null,
    };
  };
  return {
    open: (agencyId, due, paging) => page(openClocks(agencyId), due, paging),
    done: (agencyId, month, paging) => page(doneClocks(agencyId, month), {}, paging),
    triggers: async (agencyId, status, month, { limit, cursor }) => {
      const range = { from: month ?? "0", before: month === undefined ? "9" : `${month}~` };
      const start = startWithin(readCursor(seen, cursor), ({ inboxSort }) => inboxSort, range);
      const inbox = inboxOf(agencyId, status);
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: tables.triggers,
          IndexName: "inbox",
          KeyConditionExpression:
            month === undefined ? "inbox = :inbox" : "inbox = :inbox AND begins_with(inboxSort, :month)",
          ExpressionAttributeValues: { ":inbox": inbox, ...(month === undefined ? {} : { ":month": month }) },
          Limit: limit,
          ExclusiveStartKey: start && { inbox, ...start },
        }),
      );
      return {
        items: Items.map((item) => {
          const { clocks, ...trigger } = outline.parse(item);
          return { ...trigger, triggerId: triggerIdOf(trigger), clocks: readClocks(trigger, clocks) };
        }),
        next: LastEvaluatedKey ? writeCursor(seen.strip().parse(LastEvaluatedKey)) : null,
      };
    },
    dueDays: async function* (agencyId) {
      let after: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await inDirectory(openClocks(agencyId), {}, undefined, after);
        yield Items.map((key) => {
          const { directorySort } = filed.strip().parse(key);
          const [dueOn = "", lastOn] = directorySort.slice(0, directorySort.lastIndexOf("#")).split("#");
          return { dueOn, lastOn, kind: clockKind.parse(directorySort.slice(directorySort.lastIndexOf(".") + 1)) };
        });
        after = LastEvaluatedKey;
      } while (after);
      let cursor: string | undefined;
      do {
        const found = await acts.open(agencyId, {}, { limit: mostDueDays, cursor });
        yield found.items.flatMap((act) =>
          act.clocks.filter(isRunning).map((clock) => ({ ...clock, lastOn: lastDayOf(clock, act) })),
        );
        cursor = found.next ?? undefined;
      } while (cursor !== undefined);
    },
    acts,
  };
};
