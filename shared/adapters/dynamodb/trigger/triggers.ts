import { type DynamoDBDocumentClient, GetCommand, QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { localDateString, triggerKind, triggerStatus } from "../../../../events/vocabulary.ts";
import type { FeedbackGiven } from "../../../../events/feedback-given/v1.ts";
import { attachmentsOf } from "../../../domain/evidence/evidence.ts";
import type { Catalogue } from "../../../domain/measure/measure.ts";
import { madeOn, type Trigger } from "../../../domain/trigger/trigger.ts";
import type { TriggerPage, TriggerStore } from "../../../ports/triggers.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import { createAnswerReader, saidWrites } from "./answers.ts";
import { citationWrites, uncitable } from "../submission/evidence.ts";
import { createEntryTriggers } from "./entry-triggers.ts";
import { requestWrite } from "../db/requests.ts";
import { transact, type Write } from "../db/transaction.ts";
import { inboxOf, readClocks, readTrigger, triggerAttributes, watchPrefix } from "../items/trigger-items.ts";

const outlineItem = z.object({
  entryId: z.string(),
  triggerKey: z.string(),
  agencyId: z.string(),
  kind: triggerKind,
  status: triggerStatus,
  validTo: localDateString,
  clocks: z.unknown(),
  createdAt: z.string(),
});

const countedItem = outlineItem.pick({ kind: true, status: true, validTo: true });

/** The trigger after which to go on. */
const lastSeen = z.strictObject({
  entryId: z.string().min(1),
  triggerKey: z.string().min(1),
  inboxSort: z.string().min(1),
});
const inboxPosition = z.strictObject({ status: z.int().min(0).max(20), after: lastSeen.optional() });

/** Triggers as agencies, authorities and the office read and answer them. */
export const createTriggerStore = (
  db: DynamoDBDocumentClient,
  tables: { readonly triggers: string; readonly intake: string; readonly feedback: string; readonly lists?: string },
  catalogue: () => Promise<Catalogue>,
): TriggerStore => ({
  find: async (entryId, triggerKey) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: tables.triggers, Key: { entryId, triggerKey }, ConsistentRead: true }),
    );
    return Item ? readTrigger(Item, await catalogue()) : undefined;
  },
  ...createEntryTriggers(db, tables.triggers, catalogue),
  counted: async (entryId) => {
    const counted: z.infer<typeof countedItem>[] = [];
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: tables.triggers,
          KeyConditionExpression: "entryId = :entry AND triggerKey < :watches",
          ProjectionExpression: "kind, #status, validTo",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: { ":entry": entryId, ":watches": watchPrefix },
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
    const measures = await catalogue();
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
      items.push(...(page.Items ?? []).map((item) => readTrigger(item, measures)));
      after = page.LastEvaluatedKey ? lastSeen.strip().parse(page.LastEvaluatedKey) : undefined;
      if (!after) status++;
    }
    return { items, next: status < statuses.length ? writeCursor({ status, after }) : null };
  },
  outlines: async function* (agencyId, status) {
    let after: Record<string, unknown> | undefined;
    do {
      const page: QueryCommandOutput = await db.send(
        new QueryCommand({
          TableName: tables.triggers,
          IndexName: "inbox",
          KeyConditionExpression: "inbox = :inbox",
          ExpressionAttributeValues: { ":inbox": inboxOf(agencyId, status) },
          ExclusiveStartKey: after,
        }),
      );
      yield (page.Items ?? []).map((item) => {
        const { clocks, ...outline } = outlineItem.parse(item);
        return { ...outline, clocks: readClocks(outline, clocks) };
      });
      after = page.LastEvaluatedKey;
    } while (after);
  },
  update: async (trigger, previousVersion, request, said) => {
    const log = request ? [requestWrite(tables.intake, request)] : [];
    const writes: Write[] = [
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
      ...(said ? citing(tables.lists, said.answer) : []),
    ];
    const causes = await transact(db, writes);
    if (!causes) return "committed";
    if (request && causes[1] === "condition") return "requestSeen";
    return uncitable(writes, causes) ? "uncitable" : "conflict";
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
      if (lift) return madeOn(z.object({ createdAt: z.string() }).parse(lift));
      after = page.LastEvaluatedKey;
    } while (after);
    return undefined;
  },
  ...createAnswerReader(db, tables.feedback),
});

/** What an answer cites is cited under its entry. */
const citing = (lists: string | undefined, answer: FeedbackGiven): Write[] => {
  if (lists !== undefined) return citationWrites(lists, [{ entryId: answer.entryId, data: answer }]);
  if (attachmentsOf(answer).length > 0) throw new Error("an answer with evidence needs the lists table");
  return [];
};
