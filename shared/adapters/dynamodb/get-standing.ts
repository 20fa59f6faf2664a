import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Standing } from "../../domain/subject/standing.ts";
import { withInherited } from "./inherited.ts";
import { readStanding } from "./items.ts";

/**
 * Reads where a subject stands this moment, to decide on it: one request, one more from a name or code that it bore before,
 * and one more where mergers brought it another's entries.
 */
export const getStanding = async (
  db: DynamoDBDocumentClient,
  table: string,
  identifier: string,
): Promise<Standing | undefined> => {
  const { Item } = await db.send(new GetCommand({ TableName: table, Key: { identifier }, ConsistentRead: true }));
  if (!Item) return undefined;
  const found = readStanding(Item);
  if (found.identifier !== identifier) return getStanding(db, table, found.identifier);
  const [standing] = await withInherited(db, table, [found], true);
  return standing;
};
