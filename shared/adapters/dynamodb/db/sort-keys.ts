import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";

const item = z.object({ sk: z.string() });

/** The sort keys under a partition key, in their order. */
export const sortKeys = async (db: DynamoDBDocumentClient, table: string, pk: string): Promise<readonly string[]> =>
  (await itemsUnder(db, table, pk)).map((each) => item.parse(each).sk);

/** All there is under a partition key. */
export const itemsUnder = async (
  db: DynamoDBDocumentClient,
  table: string,
  pk: string,
): Promise<readonly Record<string, unknown>[]> => {
  const found: Record<string, unknown>[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ExclusiveStartKey: after,
      }),
    );
    found.push(...(page.Items ?? []));
    after = page.LastEvaluatedKey;
  } while (after);
  return found;
};
