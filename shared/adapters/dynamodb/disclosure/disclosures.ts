import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { rowOrigin, type RowOrigin } from "../../../../events/disclosure-parts.ts";
import { disclosureEvent } from "../../../../events/disclosures.ts";
import { toldByDisclosure } from "../../../domain/compliance/told-by-rows.ts";
import { readCursor, startWithin, writeCursor } from "../../../kernel/cursor.ts";
import { disputeClocks } from "../../../domain/disclosure/dispute-clocks.ts";
import { placeOf } from "../../../domain/disclosure/heard.ts";
import { attachmentsOf } from "../../../domain/evidence/evidence.ts";
import type {
  DisclosureDecision,
  DisclosureReader,
  DisclosureStore,
  PublicDisclosures,
  StoredDisclosure,
} from "../../../ports/disclosures.ts";
import { disclosurePrefix } from "../items/act-clock-items.ts";
import {
  announcementItem,
  disclosureAttributes,
  disclosureDirectory,
  disclosureKey,
  readDisclosure,
  revisionKey,
} from "../items/disclosure-items.ts";
import { disputeClockWrites } from "../items/clock-items.ts";
import { citationWrites } from "../submission/evidence.ts";
import { movedObjections, objectionWrites } from "../items/objection-items.ts";
import { filedRepairWrites } from "../entry/repairs.ts";
import { requestWrite } from "../db/requests.ts";
import { pageOfDirectory } from "../items/sharded-directory.ts";
import { transact, type Write } from "../db/transaction.ts";

const find = async (
  db: DynamoDBDocumentClient,
  table: string,
  disclosureId: string,
): Promise<StoredDisclosure | undefined> => {
  const { Item } = await db.send(
    new GetCommand({ TableName: table, Key: disclosureKey(disclosureId), ConsistentRead: true }),
  );
  return Item ? readDisclosure(Item) : undefined;
};

const heardKey = (disclosureId: string) => ({ pk: disclosureKey(disclosureId).pk, sk: "heard" });
const heardItem = z.object({ origin: rowOrigin });

/** The row that was heard last, by when its file came; nothing where that is not known. */
const heardWrite = (table: string, disclosureId: string, origin: RowOrigin): Write | undefined => {
  const place = placeOf(origin);
  if (place === undefined) return undefined;
  return {
    Put: {
      TableName: table,
      Item: { ...heardKey(disclosureId), origin, place },
      ConditionExpression: "attribute_not_exists(pk) OR place <= :place",
      ExpressionAttributeValues: { ":place": place },
    },
  };
};

const historyItem = z.object({ event: disclosureEvent });

/** Disclosures in their table; each decision is one transaction on the disclosure and its history. */
export const createDisclosureStore = (
  db: DynamoDBDocumentClient,
  tables: { readonly disclosures: string; readonly lists?: string; readonly intake?: string },
): DisclosureStore => ({
  find: (disclosureId) => find(db, tables.disclosures, disclosureId),
  hasRow: async (disclosureId, { submissionId, line }) => {
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: tables.disclosures,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :events)",
          FilterExpression: "#event.#data.origin.submissionId = :submission AND #event.#data.origin.line = :line",
          ExpressionAttributeNames: { "#event": "event", "#data": "data" },
          ExpressionAttributeValues: {
            ":pk": disclosureKey(disclosureId).pk,
            ":events": "event#",
            ":submission": submissionId,
            ":line": line,
          },
          ConsistentRead: true,
          ExclusiveStartKey: after,
        }),
      );
      if ((page.Items ?? []).length > 0) return true;
      after = page.LastEvaluatedKey;
    } while (after);
    return false;
  },
  heard: async (disclosureId) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: tables.disclosures, Key: heardKey(disclosureId), ConsistentRead: true }),
    );
    return Item && heardItem.parse(Item).origin;
  },
  hear: async (disclosureId, origin) => {
    const write = heardWrite(tables.disclosures, disclosureId, origin);
    const causes = write && (await transact(db, [write]));
    return causes && !causes.includes("condition") ? "conflict" : "kept";
  },
  commit: async (decision) => {
    const { disclosure, event, previousVersion, alerted, alertedBefore = alerted, request } = decision;
    const writes: Write[] = [
      {
        Put: {
          TableName: tables.disclosures,
          Item: disclosureAttributes(disclosure, alerted),
          ...(previousVersion === 0
            ? { ConditionExpression: "attribute_not_exists(pk)" }
            : {
                ConditionExpression: "disclosure.version = :version AND alerted = :alerted",
                ExpressionAttributeValues: { ":version": previousVersion, ":alerted": alertedBefore },
              }),
        },
      },
      {
        Put: {
          TableName: tables.disclosures,
          // History, and what the figures of its agency are told.
          Item: {
            ...revisionKey(event.disclosureId, event.revision),
            event,
            record: "figure",
            message: toldByDisclosure(disclosure, event.correlationId),
          },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      ...disputeWrites(tables.lists, decision),
    ];
    const origin = event.type === "disclosure-corrected" ? event.data.origin : undefined;
    const heard = origin && heardWrite(tables.disclosures, event.disclosureId, origin);
    if (heard) writes.push(heard);
    if (request) {
      if (tables.intake === undefined) throw new Error("a decision with a request needs the intake table");
      writes.push(requestWrite(tables.intake, request));
    }
    const causes = await transact(db, writes);
    if (!causes) return "committed";
    return request && causes.at(-1) === "condition" ? "requestSeen" : "conflict";
  },
});

/** What stands with objections and applications of entries, in the lists table: those of an act, their clocks, and the evidence that they cite. */
const disputeWrites = (lists: string | undefined, decision: DisclosureDecision): readonly Write[] => {
  const { before, disclosure, event, objection, announced, repair } = decision;
  const cited = attachmentsOf(event.data).length > 0;
  const clocks = disputeClocks(before, decision);
  if (!objection && !announced && !repair && !cited && clocks.length === 0) return [];
  if (lists === undefined) throw new Error("a decision on an objection or a repair needs the lists table");
  return [
    ...(objection ? objectionWrites(lists, objection) : []),
    ...(repair ? filedRepairWrites(lists, repair, before?.repairCase) : []),
    ...movedObjections(lists, before?.clocks ?? [], disclosure.clocks),
    ...clocks.flatMap((each) => disputeClockWrites(lists, event.disclosureId, each)),
    ...(announced ? [{ Put: { TableName: lists, Item: announcementItem(announced) } }] : []),
    ...(cited ? citationWrites(lists, [{ entryId: event.disclosureId, data: event.data }]) : []),
  ];
};

/** Disclosures and their histories as the agency and the office read them. */
export const createDisclosureReader = (db: DynamoDBDocumentClient, table: string): DisclosureReader => ({
  find: (disclosureId) => find(db, table, disclosureId),
  history: async (disclosureId) => {
    const events: unknown[] = [];
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :events)",
          ExpressionAttributeValues: { ":pk": disclosureKey(disclosureId).pk, ":events": "event#" },
          ConsistentRead: true,
          ExclusiveStartKey: after,
        }),
      );
      events.push(...(page.Items ?? []));
      after = page.LastEvaluatedKey;
    } while (after);
    return events.map((item) => historyItem.parse(item).event);
  },
  ofAgency: async (agencyId, month, paging) => {
    const directory = {
      partition: (shard: number) => disclosureDirectory(agencyId, month, shard),
      prefix: disclosurePrefix,
    };
    const { items, next } = await pageOfDirectory(db, table, directory, paging);
    return { items: items.map((item) => readDisclosure(item).disclosure), next };
  },
});

/** Where in a party's disclosures to go on; whose they are is not the cursor's to say. */
const publicPosition = z.strictObject({ pk: z.string().startsWith("disclosure#"), sort: z.string() });

/** Disclosures as the public and their party find them: by that party, those whose last day has not passed, in one query. */
export const createPublicDisclosures = (db: DynamoDBDocumentClient, table: string): PublicDisclosures => ({
  find: (disclosureId) => find(db, table, disclosureId),
  ofParty: async (party, today, { limit, cursor }) => {
    // What was public when the page before was read may not be any more.
    const start = startWithin(readCursor(publicPosition, cursor), ({ sort }) => sort, { from: today, before: "9999~" });
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        IndexName: "public",
        KeyConditionExpression: "party = :party AND publicSort >= :today",
        ExpressionAttributeValues: { ":party": party, ":today": today },
        Limit: limit,
        ExclusiveStartKey: start && { pk: start.pk, sk: "state", party, publicSort: start.sort },
      }),
    );
    const last = page.LastEvaluatedKey;
    return {
      items: (page.Items ?? []).map((item) => readDisclosure(item).disclosure),
      next: last ? writeCursor({ pk: String(last["pk"]), sort: String(last["publicSort"]) }) : null,
    };
  },
});
