import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { alertsAnnouncedV1 } from "../../../../events/alerts-announced/v1.ts";
import {
  alertLevel,
  feedbackOutcome,
  instantString,
  objectionOutcome,
  triggerKind,
} from "../../../../events/vocabulary.ts";
import { type Delivery, deliveryTypes } from "../../../domain/webhook/delivery.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import { shanghaiInstant } from "../../../kernel/local-date.ts";
import type { DeliveryLog, DeliveryMaker, DeliveryWork } from "../../../ports/webhooks.ts";
import { getAll } from "../db/get-all.ts";
import { insert } from "../db/insert.ts";
import { requestWrite } from "../db/requests.ts";
import { transact } from "../db/transaction.ts";
import { webhookKey } from "./webhooks.ts";

const deliveryItem = z.object({
  agencyId: z.string(),
  eventId: z.string(),
  /** Events from before there were two types are of triggers made. */
  type: z.enum(deliveryTypes).default("trigger.created"),
  triggerId: z.string().exactOptional(),
  kind: triggerKind.exactOptional(),
  objectionId: z.string().exactOptional(),
  outcome: z.union([feedbackOutcome, objectionOutcome]).exactOptional(),
  entryId: z.string().exactOptional(),
  disclosureId: z.string().exactOptional(),
  counts: alertsAnnouncedV1.shape.counts.exactOptional(),
  month: z.string().exactOptional(),
  level: alertLevel.exactOptional(),
  createdAt: instantString,
  correlationId: z.string(),
  status: z.enum(["pending", "delivered", "dead"]),
  attempts: z.int(),
  lastAttemptAt: instantString.exactOptional(),
  lastStatus: z.int().exactOptional(),
  lastFault: z.enum(["address", "connection", "timeout", "tls"]).exactOptional(),
  dueAt: instantString.exactOptional(),
});

const keyOf = (agencyId: string, eventId: string) => ({ pk: `agency#${agencyId}`, sk: `delivery#${eventId}` });
const keptDays = 90;
const atOnce = 16;

/** The event as stored: in the due index, which has a partition per agency, for as long as it waits. */
const attributes = (delivery: Delivery): Record<string, unknown> => ({
  ...keyOf(delivery.agencyId, delivery.eventId),
  ...delivery,
  ...(delivery.dueAt === undefined ? {} : { due: `due#${delivery.agencyId}` }),
  expiresAt: Math.floor(Date.parse(delivery.createdAt) / 1000) + keptDays * 86_400,
});

export const createDeliveryMaker = (db: DynamoDBDocumentClient, table: string): DeliveryMaker => ({
  make: (deliveries) => insert(db, table, deliveries.map(attributes)),
});

/** What is due, as a worker reads and writes it. */
export const createDeliveryWork = (
  db: DynamoDBDocumentClient,
  table: string,
): Pick<DeliveryWork, "due" | "dueIds" | "save"> => ({
  due: async (agencyId, eventIds, at) => {
    const now = shanghaiInstant(at);
    const items = await getAll(
      db,
      table,
      [...new Set(eventIds)].map((eventId) => keyOf(agencyId, eventId)),
      true,
    );
    return items
      .map((item) => deliveryItem.parse(item))
      .filter(({ status, dueAt }) => status === "pending" && dueAt !== undefined && dueAt <= now)
      .sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
  },
  dueIds: async (agencyId, at, limit) => {
    const { Items = [] } = await db.send(
      new QueryCommand({
        TableName: table,
        IndexName: "due",
        KeyConditionExpression: "due = :due AND dueAt <= :at",
        ExpressionAttributeValues: { ":due": `due#${agencyId}`, ":at": shanghaiInstant(at) },
        Limit: limit,
      }),
    );
    return Items.map((item) => z.object({ sk: z.string() }).parse(item).sk.slice("delivery#".length));
  },
  save: async (after, before) => {
    try {
      await db.send(
        new PutCommand({
          TableName: table,
          Item: attributes(after),
          ConditionExpression: "#status = :pending AND attempts = :attempts AND dueAt = :dueAt",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: {
            ":pending": "pending",
            ":attempts": before.attempts,
            ":dueAt": before.dueAt ?? "",
          },
        }),
      );
    } catch (error) {
      // Replayed in the meantime: it begins anew.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});

/** The log of an agency's events, and the way back from it. */
export const createDeliveryLog = (
  db: DynamoDBDocumentClient,
  tables: { readonly webhooks: string; readonly intake: string },
): DeliveryLog => {
  const query = async (input: Omit<QueryCommandInput, "TableName">) => {
    const { Items = [], LastEvaluatedKey } = await db.send(new QueryCommand({ TableName: tables.webhooks, ...input }));
    return { items: Items.map((item) => deliveryItem.parse(item)), after: LastEvaluatedKey };
  };
  return {
    page: async (agencyId, { limit, cursor }) => {
      const { items, after } = await query({
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :delivery)",
        ExpressionAttributeValues: { ":pk": keyOf(agencyId, "").pk, ":delivery": "delivery#" },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: startOf(agencyId, cursor),
      });
      return { items, next: after === undefined ? null : writeCursor(after["sk"]) };
    },
    find: async (agencyId, eventId) => {
      const { Item } = await db.send(
        new GetCommand({ TableName: tables.webhooks, Key: keyOf(agencyId, eventId), ConsistentRead: true }),
      );
      return Item ? deliveryItem.parse(Item) : undefined;
    },
    from: async (agencyId, eventId, limit) => {
      const { items } = await query({
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: {
          ":pk": keyOf(agencyId, "").pk,
          ":from": keyOf(agencyId, eventId).sk,
          ":to": keyOf(agencyId, "~").sk,
        },
        Limit: limit,
      });
      return items;
    },
    restart: async (deliveries) => {
      for (let start = 0; start < deliveries.length; start += atOnce)
        await Promise.all(
          deliveries
            .slice(start, start + atOnce)
            .map((delivery) => db.send(new PutCommand({ TableName: tables.webhooks, Item: attributes(delivery) }))),
        );
    },
    ready: async (agencyId, request) => {
      const causes = await transact(db, [
        {
          Update: {
            TableName: tables.webhooks,
            Key: webhookKey(agencyId),
            UpdateExpression: "SET failures = :none, opened = :none REMOVE openUntil, leaseId, leaseUntil",
            ConditionExpression: "attribute_exists(pk)",
            ExpressionAttributeValues: { ":none": 0 },
          },
        },
        requestWrite(tables.intake, request),
      ]);
      if (!causes) return "committed";
      return causes[1] === "condition" ? "requestSeen" : "conflict";
    },
  };
};

/** A cursor is a place in the log that is asked for, and in no other agency's. */
const startOf = (agencyId: string, cursor: string | undefined): Record<string, string> | undefined => {
  const sk = readCursor(z.string().startsWith("delivery#"), cursor);
  return sk === undefined ? undefined : { pk: keyOf(agencyId, "").pk, sk };
};
