import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { party, subject } from "../../../../events/parts.ts";
import { localDateString, severity } from "../../../../events/vocabulary.ts";
import { filedRepairOf } from "../../../domain/entry/repair.ts";
import { type FiledRepair, isOpen, type RepairCase } from "../../../domain/repair/repair-case.ts";
import { isSubject, partyIdOf } from "../../../domain/subject/itself.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import { shardOf } from "../../../kernel/ids.ts";
import type { WrittenEntry } from "../../../ports/entries.ts";
import type { RepairReader } from "../../../ports/repairs.ts";
import { getAll } from "../db/get-all.ts";
import { inboxPage } from "../items/inbox.ts";
import { directoryShards } from "../items/items.ts";
import { repairCaseItem } from "../items/repair-case.ts";
import type { Write } from "../db/transaction.ts";

const keyOf = (repairId: string) => ({ pk: `repair#${repairId}`, sk: "state" });
/** Those that are open, and those that were closed in a month, in a few partitions each; in them by authority and day. */
const directoryOf = (when: string, shard: number): string => `repairs#${when}#${shard}`;
const placeOf = (filed: FiledRepair) => ({
  directory: directoryOf(
    isOpen(filed) ? "open" : (filed.closedOn ?? filed.appliedOn).slice(0, 7),
    shardOf(filed.repairId, directoryShards),
  ),
  directorySort: `${filed.authority.agencyId}#${filed.appliedOn}#${filed.repairId}`,
});

/** What a decision does to the application about one of its entries: written with it, or mostly nothing. */
export const repairWrites = (table: string, { before, entry }: Pick<WrittenEntry, "before" | "entry">): Write[] => {
  const is = filedRepairOf(entry);
  if (!is || JSON.stringify(is) === JSON.stringify(before && filedRepairOf(before))) return [];
  return filedRepairWrites(table, is, before?.repairCase);
};

/** An application by itself, whatever it is about, with its place in inboxes when it is new. */
export const filedRepairWrites = (table: string, filed: FiledRepair, before: RepairCase | undefined): Write[] => [
  {
    Put: { TableName: table, Item: { ...keyOf(filed.repairId), record: "repair", repair: filed, ...placeOf(filed) } },
  },
  ...(before?.repairId === filed.repairId ? [] : inboxWrites(table, filed)),
];

/** Where the subject finds its applications, the party of an act too, and a successor those that it files for whom it took over. */
const inboxWrites = (
  table: string,
  { repairId, appliedOn, subjectId, subject: { uscc }, filedBy: { agencyId } }: FiledRepair,
): Write[] => {
  const party = subjectId ?? (uscc === undefined ? undefined : partyIdOf(uscc));
  const inboxes = [...(party === undefined ? [] : [party]), ...(isSubject(agencyId) ? [agencyId] : [])];
  return [...new Set(inboxes)].map((of) => ({
    Put: {
      TableName: table,
      Item: { pk: `repairs#${of}`, sk: `${appliedOn}#${repairId}`, record: "repairInbox", repairId },
    },
  }));
};

const repairItem = z.object({
  repair: repairCaseItem.extend({
    subjectId: z.string().exactOptional(),
    subject,
    authority: party,
    documentNo: z.string(),
    severity,
    endsOn: localDateString,
  }),
});
const position = z.strictObject({
  shard: z
    .int()
    .min(0)
    .max(directoryShards - 1),
  after: z.string().optional(),
});
const place = z.object({ repairId: z.string() });
const keys = z.object({ pk: z.string(), sk: z.string(), directorySort: z.string() });

/** Applications for repair in the lists table, by id and by the authority that decides them. */
export const createRepairReader = (db: DynamoDBDocumentClient, lists: string): RepairReader => ({
  byId: async (repairId) => {
    const { Item } = await db.send(new GetCommand({ TableName: lists, Key: keyOf(repairId), ConsistentRead: true }));
    return Item ? repairItem.parse(Item).repair : undefined;
  },
  ofSubject: async (subjectId, page) => {
    const inbox = { kind: "repairs", of: { agencyId: subjectId } };
    const { items, next } = await inboxPage(
      db,
      lists,
      inbox,
      { ...page, newestFirst: true },
      (item) => place.parse(item).repairId,
    );
    const found = (await getAll(db, lists, items.map(keyOf))).map((item) => repairItem.parse(item).repair);
    const repairs = new Map(found.map((repair) => [repair.repairId, repair]));
    return { items: items.flatMap((repairId) => repairs.get(repairId) ?? []), next };
  },
  list: async ({ month, authority, limit, cursor }) => {
    const start = readCursor(position, cursor);
    let shard = start?.shard ?? 0;
    let after = start?.after;
    const found: z.infer<typeof keys>[] = [];
    while (shard < directoryShards && found.length < limit) {
      const directory = directoryOf(month ?? "open", shard);
      const page = await db.send(
        new QueryCommand({
          TableName: lists,
          IndexName: "directory",
          KeyConditionExpression:
            authority === undefined
              ? "directory = :directory"
              : "directory = :directory AND begins_with(directorySort, :authority)",
          ExpressionAttributeValues: {
            ":directory": directory,
            ...(authority === undefined ? {} : { ":authority": `${authority}#` }),
          },
          Limit: limit - found.length,
          ExclusiveStartKey:
            after === undefined
              ? undefined
              : { directory, directorySort: after, ...keyOf(after.slice(after.lastIndexOf("#") + 1)) },
        }),
      );
      const some = (page.Items ?? []).map((item) => keys.parse(item));
      found.push(...some);
      after = page.LastEvaluatedKey ? some.at(-1)?.directorySort : undefined;
      if (after === undefined) shard++;
    }
    const items = await getAll(
      db,
      lists,
      found.map(({ pk, sk }) => ({ pk, sk })),
    );
    const repairs = new Map(items.map((item) => [String(item["pk"]), repairItem.parse(item).repair]));
    return {
      items: found.map(({ pk }) => repairs.get(pk)).filter((repair) => repair !== undefined),
      next: shard < directoryShards ? writeCursor({ shard, after }) : null,
    };
  },
});
