import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { feedbackGivenV1 } from "../../../events/feedback-given/v1.ts";
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
import { createAnswerReader, saidWrites } from "./answers.ts";
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
  feedback: feedbackGivenV1
    .pick({ outcome: true, on: true, note: true, evidence: true, caseId: true, corrects: true, reason: true, at: true })
    .exactOptional(),
  version: z.int(),
});

const countedItem = triggerItem.pick({ kind: true, status: true, validTo: true });

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
  tables: { readonly triggers: string; readonly intake: string; readonly feedback: string },
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
  counted: async (entryId) => {
    const counted: z.infer<typeof countedItem>[] = [];
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: tables.triggers,
          KeyConditionExpression: "entryId = :entry",
          ProjectionExpression: "kind, #status, validTo",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: { ":entry": entryId },
          ExclusiveStartKey: after,
        }),
      );
      counted.push(...(page.Items ?? []).map((item) => countedItem.parse(item)));
      after = page.LastEvaluatedKey;
    } while (after);
    return counted;
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
  update: async (trigger, previousVersion, request, said) => {
    const log = request ? [requestWrite(tables.intake, request)] : [];
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
      ...log,
      ...(said ? saidWrites(tables.feedback, said) : []),
    ]);
    if (!causes) return "committed";
    return request && causes[1] === "condition" ? "requestSeen" : "conflict";
  },
  liftedOn: async ({ entryId, agencyId, measure }) => {
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: tables.triggers,
          KeyConditionExpression: "entryId = :entry",
          FilterExpression: "kind = :lift AND agencyId = :agency AND measure.measureId = :measure",
          ExpressionAttributeValues: {
            ":entry": entryId,
            ":lift": "lift",
            ":agency": agencyId,
            ":measure": measure.measureId,
          },
          ConsistentRead: true,
          ExclusiveStartKey: after,
        }),
      );
      const [lift] = page.Items ?? [];
      if (lift) return triggerItem.parse(lift).createdAt.slice(0, 10);
      after = page.LastEvaluatedKey;
    } while (after);
    return undefined;
  },
  ...createAnswerReader(db, tables.feedback),
});
