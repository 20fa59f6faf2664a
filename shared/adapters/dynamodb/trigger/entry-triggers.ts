import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Catalogue } from "../../../domain/measure/measure.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import type { TriggerStore } from "../../../ports/triggers.ts";
import { readTrigger, watchPrefix } from "../items/trigger-items.ts";

/** The trigger of the entry after which to go on. */
const position = z.strictObject({ triggerKey: z.string().min(1) });

/** The triggers of one entry, page by page: they share its partition. */
export const createEntryTriggers = (
  db: DynamoDBDocumentClient,
  triggers: string,
  catalogue: () => Promise<Catalogue>,
): Pick<TriggerStore, "ofEntry"> => ({
  ofEntry: async (entryId, { limit, cursor }) => {
    const start = readCursor(position, cursor);
    const page = await db.send(
      new QueryCommand({
        TableName: triggers,
        KeyConditionExpression: "entryId = :entry AND triggerKey < :watches",
        ExpressionAttributeValues: { ":entry": entryId, ":watches": watchPrefix },
        Limit: limit,
        ExclusiveStartKey: start && { entryId, ...start },
      }),
    );
    const measures = await catalogue();
    return {
      items: (page.Items ?? []).map((item) => readTrigger(item, measures)),
      next: page.LastEvaluatedKey ? writeCursor(position.strip().parse(page.LastEvaluatedKey)) : null,
    };
  },
});
