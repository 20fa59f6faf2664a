import { BatchWriteCommand, type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import type { PersonalRead, PersonalReadLog, PersonalReads } from "../../../ports/personal-reads.ts";

const item = z.object({
  readId: z.string(),
  at: z.string(),
  agencyId: z.string(),
  clientId: z.string(),
  officer: z.string().exactOptional(),
  purpose: z.string(),
  what: z.enum([
    "entry",
    "history",
    "standing",
    "screening",
    "resolution",
    "identity",
    "responsiblePerson",
    "objection",
    "evidence",
    "disclosure",
    "complaint",
  ]),
  subjectId: z.string(),
  of: z.string().exactOptional(),
  correlationId: z.string(),
});

const agencyMonth = (agencyId: string, month: string): string => `${agencyId}#${month}`;
/** One agency's reads of a month are one partition, in the order in which they were made. */
const attributes = (read: PersonalRead) => ({
  agencyMonth: agencyMonth(read.agencyId, read.at.slice(0, 7)),
  readAt: `${read.at}#${read.readId}`,
  ...read,
});

/** Registers reads, 25 to a request. A read has an id of its own, so that writing it again changes nothing. */
export const createPersonalReads = (db: DynamoDBDocumentClient, table: string): PersonalReads => ({
  record: async (reads) => {
    for (let start = 0; start < reads.length; start += 25) {
      let left = reads.slice(start, start + 25).map((read) => ({ PutRequest: { Item: attributes(read) } }));
      for (let attempt = 0; left.length > 0; attempt++) {
        if (attempt === 8) throw new Error("reads could not be registered");
        const answer = await db.send(new BatchWriteCommand({ RequestItems: { [table]: left } }));
        left = (answer.UnprocessedItems?.[table] ?? []) as typeof left;
      }
    }
  },
});

/** The read after which to go on. */
const position = z.strictObject({ agencyMonth: z.string(), readAt: z.string() });
type Keys = { readonly condition: string; readonly value: string; readonly index?: string };

export const createPersonalReadLog = (db: DynamoDBDocumentClient, table: string): PersonalReadLog => {
  const page = async ({ condition, value, index }: Keys, start: Record<string, unknown> | undefined, limit: number) => {
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: table,
        ...(index === undefined ? {} : { IndexName: index }),
        KeyConditionExpression: condition,
        ExpressionAttributeValues: { ":value": value },
        Limit: limit,
        ExclusiveStartKey: start,
      }),
    );
    return {
      items: Items.map((each) => item.parse(each)),
      next: LastEvaluatedKey ? writeCursor(position.strip().parse(LastEvaluatedKey)) : null,
    };
  };
  return {
    ofAgency: (agencyId, month, { limit, cursor }) =>
      page(
        { condition: "agencyMonth = :value", value: agencyMonth(agencyId, month) },
        readCursor(position, cursor),
        limit,
      ),
    ofSubject: (subjectId, { limit, cursor }) => {
      const start = readCursor(position, cursor);
      return page(
        { condition: "subjectId = :value", value: subjectId, index: "bySubject" },
        start && { subjectId, ...start },
        limit,
      );
    },
  };
};
