import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { party } from "../../../../events/parts.ts";
import {
  abandonReason,
  domain,
  exitReason,
  type ListKind,
  listKind,
  localDateString,
  subjectKind,
} from "../../../../events/vocabulary.ts";
import { type Notice, noticeOf } from "../../../domain/entry/notice.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import { shardOf } from "../../../kernel/ids.ts";
import type { WrittenEntry } from "../../../ports/entries.ts";
import type { NoticeReader } from "../../../ports/notices.ts";
import type { Write } from "../db/transaction.ts";

/** Notices are spread over this many partitions: ten thousand entries may end on one day. */
const shards = 4;
const kinds = ["publicNotice", "exitNotice"] as const;
const partition = (kind: Notice["kind"], shard: number): string => `notices#${kind}#${shard}`;
const keyOf = (notice: Notice) => ({
  pk: partition(notice.kind, shardOf(notice.entryId, shards)),
  // By last day: what is over lies behind the first key that is ever asked for.
  sk: `${notice.endsOn}#${notice.entryId}`,
});

const noticeItem = z.object({
  entryId: z.string(),
  kind: z.enum(kinds),
  list: listKind,
  subject: z.object({ kind: subjectKind, name: z.string(), uscc: z.string().exactOptional() }),
  determiningAuthority: party,
  opensOn: localDateString,
  endsOn: localDateString,
  domain: domain.exactOptional(),
  documentNo: z.string().exactOptional(),
  reason: z.union([exitReason, abandonReason]).exactOptional(),
});

/** What a decision does to the notice of one of its entries: puts it up, changes it, takes it down, or mostly nothing. */
export const noticeWrites = (table: string, { before, entry }: Pick<WrittenEntry, "before" | "entry">): Write[] => {
  const was = before && noticeOf(before);
  const is = noticeOf(entry);
  const gone = was && (!is || keyOf(was).sk !== keyOf(is).sk || was.kind !== is.kind);
  return [
    ...(gone ? [{ Delete: { TableName: table, Key: keyOf(was) } }] : []),
    ...(is && JSON.stringify(is) !== JSON.stringify(was)
      ? [{ Put: { TableName: table, Item: { ...keyOf(is), record: "notice", ...is } } }]
      : []),
  ];
};

const position = z.strictObject({ after: z.string() });
const placed = z.object({ sk: z.string() });

/** Notices in the lists table, those that end first in front: one query of each partition, 8 notices to the half read unit. */
export const createNoticeReader = (db: DynamoDBDocumentClient, lists: string): NoticeReader => ({
  up: async (today, { kind, list, limit, cursor }) => {
    const after = readCursor(position, cursor)?.after ?? "";
    const partitions = (kind ? [kind] : kinds).flatMap((each) =>
      Array.from({ length: shards }, (_, shard) => partition(each, shard)),
    );
    const query = { from: after > today ? after : today, list, limit };
    const pages = await Promise.all(partitions.map((pk) => readPartition(db, lists, pk, query)));
    // Beyond the first key at which a partition was left off, it may hold what comes before what others hold.
    const leftOff = pages.flatMap(({ readTo }) => readTo ?? []).sort()[0];
    const certain = pages
      .flatMap(({ items }) => items)
      .filter(({ sk }) => leftOff === undefined || sk <= leftOff)
      .sort((a, b) => (a.sk < b.sk ? -1 : 1));
    const last = certain.length > limit ? certain[limit - 1]?.sk : leftOff;
    return {
      items: certain.slice(0, limit).map(({ notice }) => notice),
      next: last === undefined ? null : writeCursor({ after: last }),
    };
  },
});

const readPartition = async (
  db: DynamoDBDocumentClient,
  table: string,
  pk: string,
  { from, list, limit }: { readonly from: string; readonly list: ListKind | undefined; readonly limit: number },
): Promise<{ readonly items: readonly { sk: string; notice: Notice }[]; readonly readTo: string | undefined }> => {
  const page: QueryCommandOutput = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk AND sk > :from",
      ...(list === undefined
        ? { ExpressionAttributeValues: { ":pk": pk, ":from": from } }
        : {
            FilterExpression: "#list = :list",
            ExpressionAttributeNames: { "#list": "list" },
            ExpressionAttributeValues: { ":pk": pk, ":from": from, ":list": list },
          }),
      Limit: limit,
    }),
  );
  return {
    items: (page.Items ?? []).map((item) => ({ sk: placed.parse(item).sk, notice: noticeItem.parse(item) })),
    readTo: page.LastEvaluatedKey && placed.parse(page.LastEvaluatedKey).sk,
  };
};
