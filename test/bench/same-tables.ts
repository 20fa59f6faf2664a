import {
  CreateTableCommand,
  DescribeTableCommand,
  ListTablesCommand,
  type GlobalSecondaryIndexDescription,
} from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";

export type Item = Record<string, unknown>;

/** The tables that a host made, by the names that the template gives them. */
export const tableNames = async (db: DynamoDBDocumentClient): Promise<readonly string[]> =>
  (await db.send(new ListTablesCommand({}))).TableNames ?? [];

/** Every item of a table; a bench may scan what product code may not. */
export const scan = async (db: DynamoDBDocumentClient, table: string): Promise<Item[]> => {
  const items: Item[] = [];
  let after: Item | undefined;
  do {
    const page = await db.send(new ScanCommand({ TableName: table, ExclusiveStartKey: after }));
    items.push(...(page.Items ?? []));
    after = page.LastEvaluatedKey;
  } while (after);
  return items;
};

/** Makes an empty table of the same keys, indexes and stream, in another engine or under another name. */
export const createLike = async (
  from: DynamoDBDocumentClient,
  table: string,
  to: DynamoDBDocumentClient,
  name = table,
): Promise<void> => {
  const { Table } = await from.send(new DescribeTableCommand({ TableName: table }));
  if (!Table) throw new Error(`there is no table ${table}`);
  const indexes = (Table.GlobalSecondaryIndexes ?? []).map(indexLike);
  await to.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: Table.KeySchema,
      AttributeDefinitions: Table.AttributeDefinitions,
      StreamSpecification: Table.StreamSpecification,
      GlobalSecondaryIndexes: indexes.length > 0 ? indexes : undefined,
    }),
  );
};

const indexLike = ({ IndexName, KeySchema, Projection }: GlobalSecondaryIndexDescription) => ({
  IndexName,
  KeySchema,
  Projection,
});
