import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

type Item = Record<string, unknown>;

/** Reads keys in as few requests as the engine allows, asking again for what it leaves over. */
export const getAll = async (
  db: DynamoDBDocumentClient,
  table: string,
  wanted: readonly Item[],
  consistent = false,
): Promise<Item[]> => {
  const found: Item[] = [];
  for (let start = 0; start < wanted.length; start += 100) {
    const keys = new Map([[table, wanted.slice(start, start + 100)]]);
    found.push(...((await getAcross(db, keys, consistent)).get(table) ?? []));
  }
  return found;
};

/** Reads up to 100 keys of some tables in one request, and again what the engine leaves over. */
export const getAcross = async (
  db: DynamoDBDocumentClient,
  wanted: ReadonlyMap<string, Item[]>,
  consistent: boolean,
): Promise<ReadonlyMap<string, Item[]>> => {
  const found = new Map<string, Item[]>();
  for (let left = [...wanted]; left.some(([, keys]) => keys.length > 0);) {
    const asked = left.map(([table, Keys]) => [table, { Keys, ConsistentRead: consistent }] as const);
    const answer = await db.send(new BatchGetCommand({ RequestItems: Object.fromEntries(asked) }));
    for (const [table, items] of Object.entries(answer.Responses ?? {}))
      found.set(table, [...(found.get(table) ?? []), ...items]);
    left = Object.entries(answer.UnprocessedKeys ?? {}).map(([table, { Keys }]) => [table, Keys ?? []]);
  }
  return found;
};
