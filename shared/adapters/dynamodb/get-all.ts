import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Reads keys in as few requests as the engine allows, asking again for what it leaves over. */
export const getAll = async (
  db: DynamoDBDocumentClient,
  table: string,
  wanted: readonly Record<string, unknown>[],
  consistent = false,
): Promise<Record<string, unknown>[]> => {
  const found: Record<string, unknown>[] = [];
  for (let start = 0; start < wanted.length; start += 100) {
    let left: Record<string, unknown>[] = wanted.slice(start, start + 100);
    while (left.length > 0) {
      const asked = { Keys: left, ConsistentRead: consistent };
      const answer = await db.send(new BatchGetCommand({ RequestItems: { [table]: asked } }));
      found.push(...(answer.Responses?.[table] ?? []));
      left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }
  }
  return found;
};
