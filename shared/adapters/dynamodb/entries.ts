import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Decision, EntryStore } from "../../ports/entries.ts";
import { decisionAttributes, entryAttributes, readStanding, standingAttributes } from "./items.ts";
import { getEntry } from "./get-entry.ts";
import { requestWrite } from "./requests.ts";
import { transact, type Write } from "./transaction.ts";

export interface EntryTables {
  readonly subjects: string;
  readonly lists: string;
  /** Where requests are recorded; not needed where nobody asks over HTTP. */
  readonly intake?: string;
}

/** Decisions in DynamoDB: each one a single transaction on entry, history and standing (ADR 2). */
export const createEntryStore = (db: DynamoDBDocumentClient, tables: EntryTables): EntryStore => ({
  standing: async (identifier) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: tables.subjects, Key: { identifier }, ConsistentRead: true }),
    );
    return Item ? readStanding(Item) : undefined;
  },
  entry: (entryId) => getEntry(db, tables.lists, entryId),
  commit: async (decision) => {
    const causes = await transact(db, writesOf(tables, decision));
    if (!causes) return "committed";
    if (causes[3] === "condition") return "requestSeen";
    if (causes[1] === "condition" && decision.previousVersion === 0) return "exists";
    return "conflict";
  },
});

const writesOf = (tables: EntryTables, decision: Decision): Write[] => {
  const { standing, request } = decision;
  const writes = [
    putStanding(tables.subjects, decision),
    putEntry(tables.lists, decision),
    {
      Put: {
        TableName: tables.lists,
        Item: decisionAttributes(standing.subjectId, decision.events),
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  ];
  if (!request) return writes;
  if (!tables.intake) throw new Error("a decision with a request needs the intake table");
  return [...writes, requestWrite(tables.intake, request)];
};

const putStanding = (table: string, { standing, previousSeq }: Decision): Write => ({
  Put: {
    TableName: table,
    Item: standingAttributes(standing),
    ...(previousSeq === 0
      ? { ConditionExpression: "attribute_not_exists(identifier)" }
      : {
          ConditionExpression: "subjectId = :subject AND seq = :seq",
          ExpressionAttributeValues: { ":subject": standing.subjectId, ":seq": previousSeq },
        }),
  },
});

const putEntry = (table: string, { entry, alerted, previousVersion }: Decision): Write => ({
  Put: {
    TableName: table,
    Item: entryAttributes(entry, alerted),
    ...(previousVersion === 0
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "entry.version = :version AND alerted = :alerted",
          ExpressionAttributeValues: { ":version": previousVersion, ":alerted": alerted },
        }),
  },
});
