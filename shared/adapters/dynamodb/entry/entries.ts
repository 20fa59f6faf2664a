import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { saidOf } from "../../../domain/clock/alert.ts";
import type { Decision, EntryStore, WrittenEntry } from "../../../ports/entries.ts";
import { alertItem } from "../items/alert-item.ts";
import { clockWrites } from "../items/clock-items.ts";
import { decisionAttributes, entryAttributes } from "../items/items.ts";
import { citationWrites, uncitable } from "../submission/evidence.ts";
import { rosterWrites } from "./external-roster.ts";
import { getEntries, getEntry } from "./get-entry.ts";
import { getStanding } from "../subject/get-standing.ts";
import { noticeWrites } from "./notices.ts";
import { readAlone, type ReadItem } from "../db/read-item.ts";
import { repairWrites } from "./repairs.ts";
import { getHistory } from "../subject/get-history.ts";
import { getObjections, movedObjections, objectionWrites } from "../items/objection-items.ts";
import { requestWrite } from "../db/requests.ts";
import { standingWrites } from "../subject/standing-writes.ts";
import { superiorNoticeWrites } from "./superior-notices.ts";
import { transact, type Write } from "../db/transaction.ts";

export interface EntryTables {
  readonly subjects: string;
  readonly lists: string;
  /** Where requests are recorded; not needed where nobody asks over HTTP. */
  readonly intake?: string;
}

/** Decisions in DynamoDB: each one a single transaction on entry, history and standing (ADR 2). */
export const createEntryStore = (
  db: DynamoDBDocumentClient,
  tables: EntryTables,
  read: ReadItem = readAlone(db),
): EntryStore => ({
  standing: (identifier) => getStanding(db, tables.subjects, identifier, read),
  entry: (entryId) => getEntry(db, tables.lists, entryId),
  entries: (entryIds) => getEntries(db, tables.lists, entryIds),
  objections: (entryId) => getObjections(db, tables.lists, entryId),
  history: (subjectId) => getHistory(db, tables.lists, subjectId),
  commit: async (decision) => {
    const writes = writesOf(tables, decision);
    const causes = await transact(db, writes);
    if (!causes) return "committed";
    const { events, request } = decision;
    // The standing comes first, then its entries; the request is the last of all.
    if (request && causes.at(-1) === "condition") return "requestSeen";
    if (causes[1] === "condition" && decision.entries[0]?.previousVersion === 0) return "exists";
    // An imported entry is decided on alone, and its roster is the last of what is written about it.
    const [event] = events;
    const elsewhere = event?.type === "external-entry-recorded" || event?.type === "external-entry-ended";
    if (elsewhere && causes[0] === "ok" && causes.at(request ? -2 : -1) === "condition") return "outdated";
    return uncitable(writes, causes) ? "uncitable" : "conflict";
  },
});

const writesOf = (tables: EntryTables, decision: Decision): Write[] => {
  const { alongside, request } = decision;
  const writes = [...subjectWrites(tables, decision), ...(alongside ? subjectWrites(tables, alongside) : [])];
  if (!request) return writes;
  if (!tables.intake) throw new Error("a decision with a request needs the intake table");
  return [...writes, requestWrite(tables.intake, request)];
};

const subjectWrites = (tables: EntryTables, decision: Omit<Decision, "request">): Write[] => {
  const { standing, entries, events, contradictions = [] } = decision;
  const [itself, ...copies] = standingWrites(tables.subjects, decision);
  return [
    itself,
    ...entries.map((written) => putEntry(tables.lists, written)),
    {
      Put: {
        TableName: tables.lists,
        // The identifier leads from the subject's own id to its standing without an item of its own.
        Item: { ...decisionAttributes(standing.subjectId, events), identifier: standing.identifier },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
    ...copies,
    ...entries.flatMap((written) => noticeWrites(tables.lists, written)),
    ...entries.flatMap((written) => repairWrites(tables.lists, written)),
    ...entries.flatMap((written) => clockWrites(tables.lists, written)),
    ...entries.flatMap(({ before, entry }) => movedObjections(tables.lists, before?.clocks ?? [], entry.clocks)),
    ...superiorNoticeWrites(tables.lists, events),
    ...(decision.objection ? objectionWrites(tables.lists, decision.objection) : []),
    ...contradictions.map((alert) => ({ Put: { TableName: tables.lists, Item: alertItem(alert) } })),
    ...citationWrites(tables.lists, events),
    ...rosterWrites(tables.lists, decision),
  ];
};

const putEntry = (
  table: string,
  { entry, alerted, alertedBefore, previousVersion, attendOn }: WrittenEntry,
): Write => ({
  Put: {
    TableName: table,
    Item: entryAttributes(entry, saidOf(entry.clocks, alerted), attendOn),
    ...(previousVersion === 0
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "entry.version = :version AND alerted = :alerted",
          ExpressionAttributeValues: { ":version": previousVersion, ":alerted": alertedBefore ?? alerted },
        }),
  },
});
