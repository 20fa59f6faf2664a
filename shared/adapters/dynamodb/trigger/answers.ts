import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { feedbackGivenV1 } from "../../../../events/feedback-given/v1.ts";
import type { Said, TriggerStore } from "../../../ports/triggers.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import { caseAttributes, caseKey } from "../items/case-items.ts";
import type { Write } from "../db/transaction.ts";

const answersOf = (triggerId: string): string => `trigger#${triggerId}`;
const position = z.string().regex(/^answer#\d{10}$/);
const answerItem = z.object({ sk: position, message: feedbackGivenV1 });

/** The answers to triggers in the feedback table; each is written once, and is what the relay sends on. */
export const createAnswerReader = (
  db: DynamoDBDocumentClient,
  table: string,
): Pick<TriggerStore, "answers" | "hasAnswerOf"> => ({
  answers: async (triggerId, { limit, cursor }) => {
    const start = readCursor(position, cursor);
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": answersOf(triggerId) },
        Limit: limit,
        ExclusiveStartKey: start === undefined ? undefined : { pk: answersOf(triggerId), sk: start },
      }),
    );
    return {
      items: (page.Items ?? []).map((item) => answerItem.parse(item).message),
      next: page.LastEvaluatedKey ? writeCursor(page.LastEvaluatedKey["sk"]) : null,
    };
  },
  hasAnswerOf: async (triggerId, { submissionId, line }) => {
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk",
          FilterExpression: "message.origin.submissionId = :submission AND message.origin.line = :line",
          ExpressionAttributeValues: { ":pk": answersOf(triggerId), ":submission": submissionId, ":line": line },
          ConsistentRead: true,
          ExclusiveStartKey: after,
        }),
      );
      if ((page.Items ?? []).length > 0) return true;
      after = page.LastEvaluatedKey;
    } while (after);
    return false;
  },
});

/** The writes that keep an answer and do to typical cases what it says. */
export const saidWrites = (table: string, { answer, proposed, withdrawn }: Said): Write[] => [
  {
    Put: {
      TableName: table,
      Item: {
        pk: answersOf(answer.triggerId),
        sk: `answer#${String(answer.answer).padStart(10, "0")}`,
        record: "feedback",
        message: answer,
      },
    },
  },
  ...(proposed ? [{ Put: { TableName: table, Item: caseAttributes(proposed) } }] : []),
  ...(withdrawn === undefined
    ? []
    : [
        {
          Update: {
            TableName: table,
            Key: caseKey(withdrawn),
            UpdateExpression: "SET #status = :withdrawn, #version = #version + :one REMOVE published, publishedSort",
            ConditionExpression: "attribute_exists(pk)",
            ExpressionAttributeNames: { "#status": "status", "#version": "version" },
            ExpressionAttributeValues: { ":withdrawn": "withdrawn", ":one": 1 },
          },
        },
      ]),
];
