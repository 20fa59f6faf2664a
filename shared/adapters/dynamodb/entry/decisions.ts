import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { DecisionRecorded } from "../../../../events/decision-recorded/v1.ts";
import type { DecisionLog } from "../../../ports/decisions.ts";
import { getAll } from "../db/get-all.ts";
import { decisionDirectory, decisionKey, decisionShards } from "../items/items.ts";
import { readDecision } from "../items/records.ts";

const keys = z.object({ pk: z.string().startsWith("subject#"), sk: z.string().startsWith("decision#") });
const placeOf = (item: unknown) => {
  const { pk, sk } = keys.parse(item);
  return { subjectId: pk.slice("subject#".length), firstSeq: Number(sk.slice("decision#".length)) };
};

/** Decisions in the lists table: a subject's in order, or those of an hour by the directory. */
export const createDecisionLog = (db: DynamoDBDocumentClient, lists: string): DecisionLog => ({
  between: async (subjectId, after, upTo) => {
    const found: DecisionRecorded[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page: QueryCommandOutput = await db.send(
        new QueryCommand({
          TableName: lists,
          KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
          ExpressionAttributeValues: {
            ":pk": decisionKey(subjectId, 0).pk,
            ":from": decisionKey(subjectId, after + 1).sk,
            ":to": decisionKey(subjectId, upTo).sk,
          },
          ConsistentRead: true,
          ExclusiveStartKey: start,
        }),
      );
      found.push(...(page.Items ?? []).map(readDecision));
      start = page.LastEvaluatedKey;
    } while (start);
    return found;
  },
  ofHour: async function* (hour) {
    for (let shard = 0; shard < decisionShards; shard++) {
      let start: Record<string, unknown> | undefined;
      do {
        const page: QueryCommandOutput = await db.send(
          new QueryCommand({
            TableName: lists,
            IndexName: "directory",
            KeyConditionExpression: "directory = :directory",
            ExpressionAttributeValues: { ":directory": decisionDirectory(hour, shard) },
            Limit: 500,
            ExclusiveStartKey: start,
          }),
        );
        yield (page.Items ?? []).map(placeOf);
        start = page.LastEvaluatedKey;
      } while (start);
    }
  },
  many: async (places) =>
    (
      await getAll(
        db,
        lists,
        places.map(({ subjectId, firstSeq }) => decisionKey(subjectId, firstSeq)),
      )
    ).map(readDecision),
});
