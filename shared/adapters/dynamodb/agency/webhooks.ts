import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Circuit } from "../../../domain/webhook/circuit.ts";
import type { Webhook } from "../../../domain/webhook/webhook.ts";
import type { DeliveryWork, Subscribers, WebhookStore } from "../../../ports/webhooks.ts";
import { sortKeys } from "../db/sort-keys.ts";
import { transact, type Write } from "../db/transaction.ts";

/** Instants of this table are written in UTC, so that they compare as strings. */
const instant = z.iso.datetime().transform((text) => new Date(text));

const webhookItem = z.object({
  agencyId: z.string(),
  url: z.string(),
  enabled: z.boolean(),
  secrets: z.array(z.object({ ciphertext: z.string(), createdAt: instant, expiresAt: instant.exactOptional() })),
  failures: z.int(),
  opened: z.int(),
  openUntil: instant.exactOptional(),
  updatedAt: instant,
});

export const webhookKey = (agencyId: string) => ({ pk: `agency#${agencyId}`, sk: "webhook" });
const subscribers = "subscribers";

const read = (item: unknown): Webhook => {
  const { failures, opened, openUntil, ...webhook } = webhookItem.parse(item);
  return { ...webhook, circuit: { failures, opened, openUntil } };
};

const find = async (db: DynamoDBDocumentClient, table: string, agencyId: string): Promise<Webhook | undefined> => {
  const { Item } = await db.send(new GetCommand({ TableName: table, Key: webhookKey(agencyId), ConsistentRead: true }));
  return Item ? read(Item) : undefined;
};

/** Webhooks, one item per agency, and beside them the list of those that are enabled. */
export const createWebhookStore = (db: DynamoDBDocumentClient, table: string): WebhookStore => ({
  find: (agencyId) => find(db, table, agencyId),
  put: async (webhook, previous) => {
    const subscriber = { pk: subscribers, sk: webhook.agencyId };
    const write: Write = {
      Put: {
        TableName: table,
        Item: {
          ...webhookKey(webhook.agencyId),
          agencyId: webhook.agencyId,
          url: webhook.url,
          enabled: webhook.enabled,
          secrets: webhook.secrets.map(({ ciphertext, createdAt, expiresAt }) => ({
            ciphertext,
            createdAt: createdAt.toISOString(),
            ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }),
          })),
          failures: webhook.circuit.failures,
          opened: webhook.circuit.opened,
          updatedAt: webhook.updatedAt.toISOString(),
        },
        ...(previous === undefined
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "updatedAt = :updatedAt",
              ExpressionAttributeValues: { ":updatedAt": previous.updatedAt.toISOString() },
            }),
      },
    };
    const causes = await transact(db, [
      write,
      webhook.enabled
        ? { Put: { TableName: table, Item: subscriber } }
        : { Delete: { TableName: table, Key: subscriber } },
    ]);
    return causes === undefined;
  },
});

export const createSubscribers = (db: DynamoDBDocumentClient, table: string): Subscribers => ({
  list: () => sortKeys(db, table, subscribers),
});

/** Turns at an agency's endpoint: an attribute of its webhook that one worker can set. */
export const createLeases = (db: DynamoDBDocumentClient, table: string): Pick<DeliveryWork, "lease" | "release"> => ({
  lease: async (agencyId, leaseId, at, until) => {
    try {
      const { Attributes } = await db.send(
        new UpdateCommand({
          TableName: table,
          Key: webhookKey(agencyId),
          UpdateExpression: "SET leaseId = :lease, leaseUntil = :until",
          ConditionExpression:
            "enabled = :true AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :at) AND (attribute_not_exists(openUntil) OR openUntil <= :at)",
          ExpressionAttributeValues: {
            ":lease": leaseId,
            ":until": until.toISOString(),
            ":at": at.toISOString(),
            ":true": true,
          },
          ReturnValues: "ALL_NEW",
        }),
      );
      return { kind: "taken", webhook: read(Attributes) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    const webhook = await find(db, table, agencyId);
    if (!webhook?.enabled) return { kind: "off" };
    const { openUntil } = webhook.circuit;
    return { kind: openUntil !== undefined && at < openUntil ? "open" : "busy" };
  },
  release: async (agencyId, leaseId, { failures, opened, openUntil }: Circuit) => {
    try {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: webhookKey(agencyId),
          UpdateExpression: openUntil
            ? "SET failures = :failures, opened = :opened, openUntil = :openUntil REMOVE leaseId, leaseUntil"
            : "SET failures = :failures, opened = :opened REMOVE leaseId, leaseUntil, openUntil",
          ConditionExpression: "leaseId = :lease",
          ExpressionAttributeValues: {
            ":lease": leaseId,
            ":failures": failures,
            ":opened": opened,
            ...(openUntil ? { ":openUntil": openUntil.toISOString() } : {}),
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});
