import { type DynamoDBDocumentClient, GetCommand, QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import { type Standing, usccIdentifier } from "../../domain/subject/standing.ts";
import type { StandingReader } from "../../ports/entries.ts";
import { getAll } from "./get-all.ts";
import { readStanding } from "./items.ts";

/** Public look-ups of standings: half a read unit for each 4 KB, one request each. */
export const createStandingReader = (db: DynamoDBDocumentClient, subjects: string): StandingReader => ({
  byUscc: async (uscc) => {
    const { Item } = await db.send(new GetCommand({ TableName: subjects, Key: { identifier: usccIdentifier(uscc) } }));
    return Item ? readStanding(Item) : undefined;
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
    return found;
  },
  many: async (identifiers) => {
    const wanted = [...new Set(identifiers)].map((identifier) => ({ identifier }));
    const standings = (await getAll(db, subjects, wanted)).map(readStanding);
    return new Map(standings.map((standing) => [standing.identifier, standing]));
  },
});
