import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseSubjectEvent, type SubjectEvent } from "../../../../events/catalogue.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import type { SubjectReader } from "../../../ports/subjects.ts";
import { getStanding } from "./get-standing.ts";
import { getHistory } from "./get-history.ts";
import { decisionKey } from "../items/items.ts";
import { readAlone } from "../db/read-item.ts";

const latest = z.object({ identifier: z.string() });
const decision = z.object({ events: z.array(z.unknown()) });
/** The sequence number of the last event that was given. */
const position = z.strictObject({ after: z.int().positive() });

/** Subjects by their own id: the latest decision on one says how its standing is looked up. */
export const createSubjectReader = (
  db: DynamoDBDocumentClient,
  { lists, subjects }: { readonly lists: string; readonly subjects: string },
): SubjectReader => {
  const identifierOf = async (subjectId: string): Promise<string | undefined> => {
    const { Items = [] } = await db.send(
      new QueryCommand({
        TableName: lists,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :decisions)",
        ExpressionAttributeValues: { ":pk": `subject#${subjectId}`, ":decisions": "decision#" },
        ProjectionExpression: "identifier",
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: 1,
      }),
    );
    return Items[0] ? latest.parse(Items[0]).identifier : undefined;
  };
  return {
    identifierOf,
    standing: async (subjectId) => {
      const identifier = await identifierOf(subjectId);
      return identifier === undefined ? undefined : getStanding(db, subjects, identifier, readAlone(db));
    },
    history: (subjectId) => getHistory(db, lists, subjectId),
    historyPage: async (subjectId, { limit, cursor }) => {
      const from = (readCursor(position, cursor)?.after ?? 0) + 1;
      const items: SubjectEvent[] = [];
      let after: Record<string, unknown> | undefined;
      do {
        const page = await db.send(
          new QueryCommand({
            TableName: lists,
            KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :end",
            ExpressionAttributeValues: {
              ":pk": `subject#${subjectId}`,
              ":from": decisionKey(subjectId, from).sk,
              ":end": "decision#~",
            },
            ConsistentRead: true,
            Limit: limit,
            ExclusiveStartKey: after,
          }),
        );
        for (const item of page.Items ?? []) {
          if (items.length < limit) items.push(...decision.parse(item).events.map(parseSubjectEvent));
          else return { items, next: writeCursor({ after: items.at(-1)?.seq }) };
        }
        after = page.LastEvaluatedKey;
      } while (after);
      return { items, next: null };
    },
  };
};
