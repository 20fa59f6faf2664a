import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Standing } from "../../../domain/subject/standing.ts";
import { withInherited } from "./inherited.ts";
import { readStanding } from "../items/items.ts";
import type { ReadItem } from "../db/read-item.ts";

/**
 * Reads where a subject stands this moment, to decide on it: one request, one more from a name or code that it bore before,
 * and one more where mergers brought it another's entries.
 */
export const getStanding = async (
  db: DynamoDBDocumentClient,
  table: string,
  identifier: string,
  read: ReadItem,
): Promise<Standing | undefined> => {
  const item = await read(table, { identifier });
  if (!item) return undefined;
  const found = readStanding(item);
  if (found.identifier !== identifier) return getStanding(db, table, found.identifier, read);
  const [standing] = await withInherited(db, table, [found], true);
  return standing;
};
