import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { measureRef } from "../../../../events/parts.ts";
import { stopClocks } from "../../../domain/clock/clock.ts";
import { madeOn, successorOf, type Trigger, unsettled } from "../../../domain/trigger/trigger.ts";
import type { TriggerMaker } from "../../../ports/triggers.ts";
import { insert } from "../db/insert.ts";
import { clockAttributes, inboxOf, readClocks, triggerAttributes } from "../items/trigger-items.ts";
import { watchesOf } from "./trigger-watches.ts";

/**
 * Makes triggers 25 to a request. An INSERT refuses what stands already, so a repeat costs a unit and changes nothing;
 * a transaction would cost twice the units and a plain batch write would overwrite answers (ADR 4).
 */
export const createTriggerMaker = (db: DynamoDBDocumentClient, table: string): TriggerMaker => ({
  make: (triggers) => insert(db, table, [...triggers.map(triggerAttributes), ...watchesOf(triggers)]),
  supersede: async (newer) => {
    const byEntry = Map.groupBy(newer, ({ entryId }) => entryId);
    await Promise.all([...byEntry].map(([entryId, candidates]) => closeOlder(db, table, entryId, candidates)));
  },
});

const openItem = z.object({
  entryId: z.string(),
  triggerKey: z.string(),
  seq: z.int(),
  agencyId: z.string(),
  measure: measureRef,
  clocks: z.unknown(),
  createdAt: z.string(),
  version: z.int(),
});

/** Closes what is open of an entry and has a successor. Where an agency answered in the meantime it looks again. */
const closeOlder = async (
  db: DynamoDBDocumentClient,
  table: string,
  entryId: string,
  candidates: readonly Trigger[],
): Promise<void> => {
  for (let again = true; again;) {
    again = false;
    for await (const page of openOf(db, table, entryId, Math.max(...candidates.map(({ seq }) => seq)))) {
      const outcomes = await Promise.all(
        page.flatMap((item) => {
          const successor = successorOf(item, candidates);
          return successor === undefined ? [] : [close(db, table, item, successor)];
        }),
      );
      again ||= outcomes.includes(false);
    }
  }
};

const openOf = async function* (
  db: DynamoDBDocumentClient,
  table: string,
  entryId: string,
  before: number,
): AsyncIterable<readonly z.infer<typeof openItem>[]> {
  const statuses = Object.fromEntries(unsettled.map((status, index) => [`:s${index}`, status]));
  let after: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "entryId = :entry",
        FilterExpression: `seq < :before AND #status IN (${Object.keys(statuses).join(", ")})`,
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: { ":entry": entryId, ":before": before, ...statuses },
        ConsistentRead: true,
        ExclusiveStartKey: after,
      }),
    );
    yield (page.Items ?? []).map((item) => openItem.parse(item));
    after = page.LastEvaluatedKey;
  } while (after);
};

/** Closes a trigger on the day its successor was made; false when it has changed since it was read. */
const close = async (
  db: DynamoDBDocumentClient,
  table: string,
  item: z.infer<typeof openItem>,
  successor: Trigger,
): Promise<boolean> => {
  try {
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: { entryId: item.entryId, triggerKey: item.triggerKey },
        UpdateExpression: "SET #status = :superseded, inbox = :inbox, clocks = :clocks, #version = :next",
        ConditionExpression: "#version = :version",
        ExpressionAttributeNames: { "#status": "status", "#version": "version" },
        ExpressionAttributeValues: {
          ":superseded": "superseded",
          ":inbox": inboxOf(item.agencyId, "superseded"),
          ":clocks": clockAttributes(stopClocks(readClocks(item, item.clocks), madeOn(successor))),
          ":version": item.version,
          ":next": item.version + 1,
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
