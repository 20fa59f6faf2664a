import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { RecordedRequest, RequestLog } from "../../../ports/requests.ts";
import { transact, type Write } from "./transaction.ts";

const item = z.object({
  digest: z.string(),
  answer: z.object({
    status: z.number(),
    body: z.unknown(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
});

const keyOf = (clientId: string, key: string) => ({ pk: `request#${clientId}#${key}`, sk: "answer" });
const recordAttempts = 5;
const sevenDays = 7 * 86_400;

/** Answers by client and key, in the intake table; they go after 7 days. */
export const createRequestLog = (db: DynamoDBDocumentClient, table: string): RequestLog => ({
  record: async (request) => {
    for (let attempt = 0; attempt < recordAttempts; attempt++) {
      const causes = await transact(db, [requestWrite(table, request)]);
      if (causes === undefined) return true;
      if (causes[0] === "condition") return false;
    }
    throw new Error(`an answer could not be recorded in ${recordAttempts} attempts`);
  },
  find: async (clientId, key) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key: keyOf(clientId, key), ConsistentRead: true }),
    );
    return Item ? item.parse(Item) : undefined;
  },
});

/** The write that records a request with its answer; it fails where the key was used before. */
export const requestWrite = (table: string, request: RecordedRequest): Write => ({
  Put: {
    TableName: table,
    Item: {
      ...keyOf(request.clientId, request.key),
      record: "request",
      digest: request.digest,
      answer: request.answer,
      expiresAt: Math.floor(request.at.getTime() / 1000) + sevenDays,
    },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});
