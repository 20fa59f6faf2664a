import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { bucketOf, type QueryLimit } from "../../../domain/subject/query-limit.ts";
import type { QueryLimiter } from "../../../ports/query-limiter.ts";

const day = 86_400;

/**
 * Buckets in the intake table, one item for each caller, under a keyed hash of where the call came from; forgotten after a
 * day. One request for a caller with a full bucket, two for a busy one: what is asked about plays no part in it.
 */
export const createQueryLimiter = (
  db: DynamoDBDocumentClient,
  table: string,
  digest: (text: string) => Promise<string>,
  now: () => Date,
): QueryLimiter => ({
  take: async (caller, limit: QueryLimit) => {
    const key = { pk: `bucket#personQuery#${await digest(`caller ${caller}`)}`, sk: "bucket" };
    const at = now().getTime();
    const { step, latest } = bucketOf(limit, at);
    const update = async (condition: string, set: string, values: Record<string, number>): Promise<boolean> => {
      try {
        await db.send(
          new UpdateCommand({
            TableName: table,
            Key: key,
            UpdateExpression: `SET fullAt = ${set}, expiresAt = :expires, #record = :record`,
            ConditionExpression: condition,
            ExpressionAttributeNames: { "#record": "record" },
            ExpressionAttributeValues: {
              ...values,
              ":expires": Math.floor(at / 1000) + day,
              ":record": "bucket",
            },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    };
    if (await update("attribute_not_exists(fullAt) OR fullAt <= :now", ":next", { ":now": at, ":next": at + step }))
      return undefined;
    if (await update("fullAt <= :latest", "fullAt + :step", { ":latest": latest, ":step": step })) return undefined;
    // One token comes back in this time, whenever the last was taken.
    return { retryAfter: limit.secondsPerQuery };
  },
});
