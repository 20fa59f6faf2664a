import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { readCursor, startWithin, writeCursor } from "../../../kernel/cursor.ts";
import type { ActClockReader } from "../../../ports/clocks.ts";
import { doneActs, openActs, readOutline } from "../items/act-clock-items.ts";

/** The act after which to go on; whose acts they are is not the cursor's to say. */
const position = z.strictObject({
  pk: z.string().startsWith("disclosure#"),
  sk: z.literal("state"),
  clocksSort: z.string(),
});

/** Acts by their clocks: the index has all that is asked for, one request a page. */
export const createActClocks = (db: DynamoDBDocumentClient, table: string): ActClockReader => {
  const page = async (
    clocksOf: string,
    { from = "0", before = "9" }: { readonly from?: string | undefined; readonly before?: string | undefined },
    { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  ) => {
    const start = startWithin(readCursor(position, cursor), ({ clocksSort }) => clocksSort, { from, before });
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: table,
        IndexName: "clocks",
        KeyConditionExpression: "clocksOf = :of AND clocksSort BETWEEN :from AND :before",
        ExpressionAttributeValues: { ":of": clocksOf, ":from": from, ":before": before },
        Limit: limit,
        ExclusiveStartKey: start && { clocksOf, ...start },
      }),
    );
    return {
      items: Items.map(readOutline),
      next: LastEvaluatedKey ? writeCursor(position.strip().parse(LastEvaluatedKey)) : null,
    };
  };
  return {
    open: (agencyId, due, paging) => page(openActs(agencyId), due, paging),
    done: (agencyId, month, paging) => page(doneActs(agencyId, month), {}, paging),
  };
};
