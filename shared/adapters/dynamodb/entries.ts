import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Decision, EntryStore, WrittenEntry } from "../../ports/entries.ts";
import { decisionAttributes, entryAttributes, entryKey, readEntry, readStanding, standingItems } from "./items.ts";
import { getAll } from "./get-all.ts";
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
  entries: async (entryIds) => {
    const items = await getAll(db, tables.lists, entryIds.map(entryKey), true);
    return new Map(items.map(readEntry).map((stored) => [stored.entry.entryId, stored]));
  },
  commit: async (decision) => {
    const causes = await transact(db, writesOf(tables, decision));
    if (!causes) return "committed";
    // Standing, entries and the decision come first, in this order; then the request.
    if (decision.request && causes[decision.entries.length + 2] === "condition") return "requestSeen";
    if (causes[1] === "condition" && decision.entries[0]?.previousVersion === 0) return "exists";
    return "conflict";
  },
});

const writesOf = (tables: EntryTables, decision: Decision): Write[] => {
  const { standing, entries, request } = decision;
  const { item, copies, dropped } = standingItems(standing);
  const writes = [
    putStanding(tables.subjects, item, decision),
    ...entries.map((written) => putEntry(tables.lists, written)),
    {
      Put: {
        TableName: tables.lists,
        Item: decisionAttributes(standing.subjectId, decision.events),
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  ];
  // Behind the others, whose places say what stood against a decision; whoever has the standing has its copies.
  const names = [
    ...copies.map((copy) => ({ Put: { TableName: tables.subjects, Item: copy } })),
    ...dropped.map((identifier) => ({ Delete: { TableName: tables.subjects, Key: { identifier } } })),
  ];
  if (!request) return [...writes, ...names];
  if (!tables.intake) throw new Error("a decision with a request needs the intake table");
  return [...writes, requestWrite(tables.intake, request), ...names];
};

const putStanding = (table: string, item: Record<string, unknown>, { standing, previousSeq }: Decision): Write => ({
  Put: {
    TableName: table,
    Item: item,
    ...(previousSeq === 0
      ? { ConditionExpression: "attribute_not_exists(identifier)" }
      : {
          ConditionExpression: "subjectId = :subject AND seq = :seq",
          ExpressionAttributeValues: { ":subject": standing.subjectId, ":seq": previousSeq },
        }),
  },
});

const putEntry = (table: string, { entry, alerted, previousVersion, attendOn }: WrittenEntry): Write => ({
  Put: {
    TableName: table,
    Item: entryAttributes(entry, alerted, attendOn),
    ...(previousVersion === 0
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "entry.version = :version AND alerted = :alerted",
          ExpressionAttributeValues: { ":version": previousVersion, ":alerted": alerted },
        }),
  },
});
