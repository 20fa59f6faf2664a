import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { actor } from "../../../../events/envelope.ts";
import { instantString, localDateString } from "../../../../events/vocabulary.ts";
import type { CatalogueAct } from "../../../domain/measure/act.ts";
import type { CatalogueRegister } from "../../../ports/catalogue.ts";

const actItem = z.object({
  revision: z.int(),
  act: z.enum(["drafted", "published", "retired", "registered"]),
  about: z.union([z.object({ measureId: z.string() }), z.object({ mouId: z.string() })]),
  versions: z.array(z.int()),
  at: instantString,
  by: actor,
  correlationId: z.string(),
  on: localDateString.exactOptional(),
  reason: z.string().exactOptional(),
});

/** The partition of the acts on one measure or memorandum. */
export const historyOf = (about: CatalogueAct["about"]): string =>
  "mouId" in about ? `acts#mou#${about.mouId}` : `acts#measure#${about.measureId}`;

/** The acts on one measure or memorandum, oldest first. */
export const createCatalogueHistory =
  (db: DynamoDBDocumentClient, table: string): CatalogueRegister["history"] =>
  async (about) => {
    const acts: CatalogueAct[] = [];
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": historyOf(about) },
          ConsistentRead: true,
          ExclusiveStartKey: after,
        }),
      );
      acts.push(...(page.Items ?? []).map((item) => actItem.parse(item)));
      after = page.LastEvaluatedKey;
    } while (after);
    return acts;
  };
