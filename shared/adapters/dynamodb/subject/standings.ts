import { type DynamoDBDocumentClient, GetCommand, QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import { type Standing, usccIdentifier } from "../../../domain/subject/standing.ts";
import type { StandingReader } from "../../../ports/entries.ts";
import { getAll } from "../db/get-all.ts";
import { withInherited } from "./inherited.ts";
import { readStanding } from "../items/items.ts";

/** Public look-ups of standings: half a read unit for each 4 KB, one request each. */
export const createStandingReader = (db: DynamoDBDocumentClient, subjects: string): StandingReader => ({
  byUscc: async (uscc) => {
    const { Item } = await db.send(new GetCommand({ TableName: subjects, Key: { identifier: usccIdentifier(uscc) } }));
    const [standing] = await withInherited(db, subjects, Item ? [readStanding(Item)] : []);
    return standing;
  },
  byName: async (nameKey) => {
    const found: Standing[] = [];
    let after: Record<string, unknown> | undefined;
    do {
      const page: QueryCommandOutput = await db.send(
        new QueryCommand({
          TableName: subjects,
          IndexName: "byName",
          KeyConditionExpression: "nameKey = :name",
          ExpressionAttributeValues: { ":name": nameKey },
          ExclusiveStartKey: after,
        }),
      );
      found.push(...(page.Items ?? []).map(readStanding));
      after = page.LastEvaluatedKey;
      // Names of sole traders repeat; beyond this the searcher has to know the code.
    } while (after && found.length < 500);
    return withInherited(db, subjects, found);
  },
  many: async (identifiers) => {
    const wanted = [...new Set(identifiers)].map((identifier) => ({ identifier }));
    const items = await getAll(db, subjects, wanted);
    const standings = await withInherited(db, subjects, items.map(readStanding));
    // By what was asked for: a copy says where the standing itself is.
    return new Map(standings.map((standing, index) => [String(items[index]?.["identifier"]), standing]));
  },
});
