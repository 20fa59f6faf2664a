import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import { getAll } from "../db/get-all.ts";
import { directoryShards } from "./items.ts";

/** Which partition of the directory, and the id after which to go on in it. */
const position = z.strictObject({
  shard: z
    .int()
    .min(0)
    .max(directoryShards - 1),
  after: z.string().optional(),
});
const keys = z.object({ pk: z.string(), sk: z.literal("state") });

/**
 * A page of a directory that is spread over partitions, one partition after the other: the items that it names, whose keys
 * are `prefix` and the id by which they are sorted.
 */
export const pageOfDirectory = async (
  db: DynamoDBDocumentClient,
  table: string,
  { partition, prefix }: { readonly partition: (shard: number) => string; readonly prefix: string },
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly items: readonly Record<string, unknown>[]; readonly next: string | null }> => {
  const start = readCursor(position, cursor);
  let shard = start?.shard ?? 0;
  let after = start?.after;
  const found: z.infer<typeof keys>[] = [];
  while (shard < directoryShards && found.length < limit) {
    const directory = partition(shard);
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        IndexName: "directory",
        KeyConditionExpression: "directory = :directory",
        ExpressionAttributeValues: { ":directory": directory },
        Limit: limit - found.length,
        ExclusiveStartKey:
          after === undefined ? undefined : { directory, directorySort: after, pk: `${prefix}${after}`, sk: "state" },
      }),
    );
    const some = (page.Items ?? []).map((item) => keys.parse(item));
    found.push(...some);
    after = page.LastEvaluatedKey ? some.at(-1)?.pk.slice(prefix.length) : undefined;
    if (after === undefined) shard++;
  }
  const items = new Map((await getAll(db, table, found)).map((item) => [String(item["pk"]), item]));
  return {
    items: found.map(({ pk }) => items.get(pk)).filter((item) => item !== undefined),
    next: shard < directoryShards ? writeCursor({ shard, after }) : null,
  };
};
