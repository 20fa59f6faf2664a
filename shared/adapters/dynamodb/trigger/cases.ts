import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import type { CaseStore, PublishedCases } from "../../../ports/feedback.ts";
import { caseAttributes, caseKey, casesOfMonth, publishedCases, readCase } from "../items/case-items.ts";
import { requestWrite } from "../db/requests.ts";
import { transact } from "../db/transaction.ts";

/** The case after which to go on; the index's own partition is never the caller's to name. */
const position = z.strictObject({ pk: z.string().startsWith("case#"), sort: z.string() });

const pageOf = async (
  db: DynamoDBDocumentClient,
  table: string,
  index: { readonly name: string; readonly hash: string; readonly range: string; readonly of: string },
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  oldestFirst: boolean,
) => {
  const { name, hash, range, of } = index;
  const start = readCursor(position, cursor);
  const page = await db.send(
    new QueryCommand({
      TableName: table,
      IndexName: name,
      KeyConditionExpression: "#hash = :of",
      ExpressionAttributeNames: { "#hash": hash },
      ExpressionAttributeValues: { ":of": of },
      ScanIndexForward: oldestFirst,
      Limit: limit,
      ExclusiveStartKey: start && { pk: start.pk, sk: "state", [hash]: of, [range]: start.sort },
    }),
  );
  const last = page.LastEvaluatedKey;
  return {
    items: (page.Items ?? []).map(readCase),
    next: last ? writeCursor({ pk: String(last["pk"]), sort: String(last[range]) }) : null,
  };
};

/** Typical cases in the feedback table, in a directory by the month in which they were told. */
export const createCaseStore = (
  db: DynamoDBDocumentClient,
  tables: { readonly feedback: string; readonly intake: string },
): CaseStore => ({
  find: async (caseId) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: tables.feedback, Key: caseKey(caseId), ConsistentRead: true }),
    );
    return Item ? readCase(Item) : undefined;
  },
  ofMonth: (month, place) => {
    const index = { name: "directory", hash: "directory", range: "directorySort", of: casesOfMonth(month) };
    return pageOf(db, tables.feedback, index, place, true);
  },
  save: async (found, previousVersion, request) => {
    const causes = await transact(db, [
      {
        Put: {
          TableName: tables.feedback,
          Item: caseAttributes(found),
          ConditionExpression: "#version = :version",
          ExpressionAttributeNames: { "#version": "version" },
          ExpressionAttributeValues: { ":version": previousVersion },
        },
      },
      requestWrite(tables.intake, request),
    ]);
    if (!causes) return "committed";
    return causes[1] === "condition" ? "requestSeen" : "conflict";
  },
});

/** The published ones, by an index that holds no others. */
export const createPublishedCases = (db: DynamoDBDocumentClient, table: string): PublishedCases => ({
  page: (place) => {
    const index = { name: "published", hash: "published", range: "publishedSort", of: publishedCases };
    return pageOf(db, table, index, place, false);
  },
});
