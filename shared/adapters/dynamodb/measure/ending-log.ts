import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { EndingLog } from "../../../ports/catalogue.ts";

const partition = "endings";
const item = z.object({ sk: z.string(), settled: z.set(z.string()) });

/** For each shard of the entries that live, the ended versions that stand in it no more. One item a shard. */
export const createEndingLog = (db: DynamoDBDocumentClient, table: string): EndingLog => ({
  settled: async () => {
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": partition },
      }),
    );
    return new Map(
      (page.Items ?? []).map((found) => {
        const { sk, settled } = item.parse(found);
        return [Number(sk), settled];
      }),
    );
  },
  settle: async (shard, versions) => {
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk: partition, sk: String(shard) },
        UpdateExpression: "ADD settled :versions",
        ExpressionAttributeValues: { ":versions": new Set(versions) },
      }),
    );
  },
});
