import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import type { Inbox } from "../../../ports/objections.ts";

/** The office's inbox holds everything; no agency has this id. */
const office = "~office";

/** The partitions in which something of a kind is found: those of agencies, and the office's. */
export const inboxesOf = (kind: string, agencies: readonly string[]): string[] =>
  [...new Set([...agencies, office])].map((agencyId) => `${kind}#${agencyId}`);

const position = z.strictObject({ sk: z.string() });

/** One page of an inbox, oldest first unless told otherwise: what the read of an item gives. */
export const inboxPage = async <T>(
  db: DynamoDBDocumentClient,
  table: string,
  { kind, of }: { readonly kind: string; readonly of: Inbox },
  {
    limit,
    cursor,
    newestFirst = false,
  }: { readonly limit: number; readonly cursor?: string | undefined; readonly newestFirst?: boolean },
  read: (item: unknown) => T,
): Promise<{ readonly items: readonly T[]; readonly next: string | null }> => {
  const pk = `${kind}#${of === "office" ? office : of.agencyId}`;
  const start = readCursor(position, cursor);
  const { Items = [], LastEvaluatedKey } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :inbox",
      ExpressionAttributeValues: { ":inbox": pk },
      Limit: limit,
      ScanIndexForward: !newestFirst,
      ExclusiveStartKey: start && { pk, ...start },
    }),
  );
  return {
    items: Items.map(read),
    next: LastEvaluatedKey ? writeCursor(position.strip().parse(LastEvaluatedKey)) : null,
  };
};
