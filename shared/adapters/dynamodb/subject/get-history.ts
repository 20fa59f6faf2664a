import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseSubjectEvent, type SubjectEvent } from "../../../../events/catalogue.ts";

const decision = z.object({ events: z.array(z.unknown()) });

/** Reads a subject's whole history, in its sequence. */
export const getHistory = async (
  db: DynamoDBDocumentClient,
  lists: string,
  subjectId: string,
): Promise<readonly SubjectEvent[]> => {
  const events: SubjectEvent[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: lists,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :decisions)",
        ExpressionAttributeValues: { ":pk": `subject#${subjectId}`, ":decisions": "decision#" },
        ConsistentRead: true,
        ExclusiveStartKey: after,
      }),
    );
    for (const item of page.Items ?? []) events.push(...decision.parse(item).events.map(parseSubjectEvent));
    after = page.LastEvaluatedKey;
  } while (after);
  return events;
};
