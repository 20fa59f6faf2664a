import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { measureRef, party, subject } from "../../../events/parts.ts";
import {
  domain,
  exitReason,
  instantString,
  listKind,
  localDateString,
  triggerKind,
  triggerStatus,
  type TriggerStatus,
} from "../../../events/vocabulary.ts";
import type { Trigger } from "../../domain/trigger/trigger.ts";
import type { TriggerPage, TriggerStore } from "../../ports/triggers.ts";
import { readCursor, writeCursor } from "../../kernel/cursor.ts";
import { requestWrite } from "./requests.ts";
import { transact } from "./transaction.ts";

const triggerItem = z.object({
  entryId: z.string(),
  triggerKey: z.string(),
  agencyId: z.string(),
  kind: triggerKind,
  status: triggerStatus,
  list: listKind,
  subject: subject.extend({ uscc: z.string().exactOptional() }),
  domain,
  determiningAuthority: party,
  documentNo: z.string(),
  validTo: localDateString,
  measure: measureRef.extend({ title: z.string(), strength: z.string(), legalBasis: z.string() }),
  alsoRequiredBy: z.array(z.string()).exactOptional(),
  exitReason: exitReason.exactOptional(),
  measureEnded: z.enum(["retired", "expired"]).exactOptional(),
  createdAt: instantString,
  correlationId: z.string(),
  acknowledgedAt: instantString.exactOptional(),
  feedback: z
    .object({
      outcome: z.enum(["applied", "notApplicable", "failed", "lifted"]),
      on: localDateString,
      note: z.string().exactOptional(),
      at: instantString,
    })
    .exactOptional(),
  version: z.int(),
});

/** The trigger as stored, with its place in its agency's inbox: one list for each status, oldest first. */
export const triggerAttributes = (trigger: Trigger): Record<string, unknown> => ({
  ...trigger,
  inbox: inboxOf(trigger.agencyId, trigger.status),
  inboxSort: `${trigger.createdAt}#${trigger.triggerKey}`,
});

export const inboxOf = (agencyId: string, status: TriggerStatus): string => `${agencyId}#${status}`;

/** The trigger after which to go on. */
const lastSeen = z.strictObject({
  entryId: z.string().min(1),
  triggerKey: z.string().min(1),
  inboxSort: z.string().min(1),
});
const inboxPosition = z.strictObject({ status: z.int().min(0).max(20), after: lastSeen.optional() });
const entryPosition = lastSeen.pick({ triggerKey: true });

/** Triggers as agencies, authorities and the office read and answer them. */
export const createTriggerStore = (
  db: DynamoDBDocumentClient,
  tables: { readonly triggers: string; readonly intake: string },
): TriggerStore => ({
  find: async (entryId, triggerKey) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: tables.triggers, Key: { entryId, triggerKey }, ConsistentRead: true }),
    );
    return Item ? triggerItem.parse(Item) : undefined;
  },
  ofEntry: async (entryId, { limit, cursor }): Promise<TriggerPage> => {
    const start = readCursor(entryPosition, cursor);
    const page = await db.send(
      new QueryCommand({
        TableName: tables.triggers,
        KeyConditionExpression: "entryId = :entry",
        ExpressionAttributeValues: { ":entry": entryId },
        Limit: limit,
        ExclusiveStartKey: start && { entryId, ...start },
      }),
    );
    return {
      items: (page.Items ?? []).map((item) => triggerItem.parse(item)),
      next: page.LastEvaluatedKey ? writeCursor(entryPosition.strip().parse(page.LastEvaluatedKey)) : null,
    };
  },
  inbox: async (agencyId, statuses, { limit, cursor }): Promise<TriggerPage> => {
    let { status, after } = readCursor(inboxPosition, cursor) ?? { status: 0, after: undefined };
    const items: Trigger[] = [];
    for (let name = statuses[status]; name !== undefined && items.length < limit; name = statuses[status]) {
      const page = await db.send(
        new QueryCommand({
          TableName: tables.triggers,
          IndexName: "inbox",
          KeyConditionExpression: "inbox = :inbox",
          ExpressionAttributeValues: { ":inbox": inboxOf(agencyId, name) },
          Limit: limit - items.length,
          ExclusiveStartKey: after && { inbox: inboxOf(agencyId, name), ...after },
        }),
      );
      items.push(...(page.Items ?? []).map((item) => triggerItem.parse(item)));
      after = page.LastEvaluatedKey ? lastSeen.strip().parse(page.LastEvaluatedKey) : undefined;
      if (!after) status++;
    }
    return { items, next: status < statuses.length ? writeCursor({ status, after }) : null };
  },
  update: async (trigger, previousVersion, request) => {
    const causes = await transact(db, [
      {
        Put: {
          TableName: tables.triggers,
          Item: triggerAttributes(trigger),
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
