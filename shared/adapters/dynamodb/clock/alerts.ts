import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandOutput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { alertRaisedV1 } from "../../../../events/alert-raised/v1.ts";
import { contradictionFoundV1 } from "../../../../events/contradiction-found/v1.ts";
import { actor } from "../../../../events/envelope.ts";
import { alertLevel, instantString } from "../../../../events/vocabulary.ts";
import { readCursor, writeCursor } from "../../../kernel/cursor.ts";
import type {
  Alert,
  AlertOutline,
  AlertReader,
  AlertStore,
  Announcements,
  DigestLog,
  SweepLog,
} from "../../../ports/alerts.ts";
import { alertDirectory, alertKey } from "../items/alert-item.ts";
import { getAll } from "../db/get-all.ts";
import { execute, insertion } from "../db/insert.ts";
import { requestWrite } from "../db/requests.ts";
import { transact } from "../db/transaction.ts";

const item = z.object({
  alert: z.discriminatedUnion("type", [alertRaisedV1, contradictionFoundV1]),
  acknowledged: z.object({ at: instantString, by: actor, note: z.string().optional() }).optional(),
  withdrawnAt: instantString.optional(),
});
const read = (found: unknown): Alert => {
  const { alert, acknowledged, withdrawnAt } = item.parse(found);
  return { ...alert, ...(acknowledged ? { acknowledged } : {}), ...(withdrawnAt === undefined ? {} : { withdrawnAt }) };
};

/** The alert after which to go on. */
const position = z.strictObject({ pk: z.string().startsWith("alerts#"), sk: z.string(), directorySort: z.string() });
type Position = z.infer<typeof position>;

/** Keys that one look at the index reads where only some of them are wanted, and the looks that a page may cost. */
const keysAtOnce = 500;
const mostLooks = 4;

/** An agency's alerts by the month in which they were raised. */
export const createAlertReader = (db: DynamoDBDocumentClient, lists: string): AlertReader => ({
  ofAgency: async (agencyId, month, { level, acknowledged }, { limit, cursor }) => {
    const directory = alertDirectory(agencyId, month);
    const found: Position[] = [];
    let after = readCursor(position, cursor);
    for (let looks = 0; looks < mostLooks && found.length < limit; looks++) {
      const page: QueryCommandOutput = await db.send(
        new QueryCommand({
          TableName: lists,
          IndexName: "directory",
          KeyConditionExpression: "directory = :directory",
          ExpressionAttributeValues: { ":directory": directory },
          Limit: level === undefined ? limit - found.length : keysAtOnce,
          ExclusiveStartKey: after && { directory, ...after },
        }),
      );
      const keys = (page.Items ?? []).map((key) => position.strip().parse(key));
      // The level stands in a key, which a filter expression may not name.
      const wanted = keys.filter((key) => level === undefined || levelOf(key) === level).slice(0, limit - found.length);
      found.push(...wanted);
      const more = page.LastEvaluatedKey !== undefined || wanted.at(-1) !== keys.at(-1);
      after = !more ? undefined : found.length === limit ? wanted.at(-1) : keys.at(-1);
      if (after === undefined) break;
    }
    const stored = await getAll(
      db,
      lists,
      found.map(({ pk, sk }) => ({ pk, sk })),
    );
    const items = new Map(stored.map((each) => [String(each["sk"]), each]));
    return {
      // Who took note stands in the alert itself: of a page that is read those that are not wanted are left out.
      items: found
        .flatMap(({ sk }) => (items.has(sk) ? [read(items.get(sk))] : []))
        .filter((alert) => acknowledged === undefined || (alert.acknowledged !== undefined) === acknowledged),
      next: after ? writeCursor(after) : null,
    };
  },
});

/** One alert, and who took note of it. */
export const createAlertStore = (
  db: DynamoDBDocumentClient,
  tables: { readonly lists: string; readonly intake: string },
): AlertStore => ({
  find: async (agencyId, alertId) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: tables.lists, Key: alertKey({ agencyId, alertId }), ConsistentRead: true }),
    );
    return Item ? read(Item) : undefined;
  },
  acknowledge: async (alert, acknowledged, request) => {
    const causes = await transact(db, [
      {
        Update: {
          TableName: tables.lists,
          Key: alertKey(alert),
          UpdateExpression: "SET acknowledged = if_not_exists(acknowledged, :acknowledged)",
          ConditionExpression: `attribute_exists(pk)${alert.acknowledged ? "" : " AND attribute_not_exists(acknowledged)"}`,
          ExpressionAttributeValues: { ":acknowledged": acknowledged },
        },
      },
      requestWrite(tables.intake, request),
    ]);
    if (!causes) return "committed";
    return causes[1] === "condition" ? "requestSeen" : "conflict";
  },
  withdraw: createWithdraw(db, tables.lists),
});

/** Takes back alerts that stand; of those that were never raised nothing is left. */
export const createWithdraw =
  (db: DynamoDBDocumentClient, lists: string): AlertStore["withdraw"] =>
  async (alertIds, at) => {
    for (const alertId of alertIds) {
      const agencyId = alertId.slice(alertId.indexOf(".") + 1);
      try {
        await db.send(
          new UpdateCommand({
            TableName: lists,
            Key: alertKey({ agencyId, alertId }),
            UpdateExpression: "SET withdrawnAt = if_not_exists(withdrawnAt, :at)",
            ConditionExpression: "attribute_exists(pk)",
            ExpressionAttributeValues: { ":at": at },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    }
  };

/** The level in an alert's place in the index. */
const levelOf = ({ directorySort }: { readonly directorySort: string }): string => directorySort.split("#")[1] ?? "";

/** Reads an alert about a clock from its place in the index. */
const outlineOf = ({ pk, directorySort }: Pick<Position, "pk" | "directorySort">): AlertOutline => {
  const [raisedAt = "", level, alertId = ""] = directorySort.split("#");
  return { agencyId: pk.slice("alerts#".length), raisedAt, level: alertLevel.parse(level), alertId };
};

/** Announcements beside the alerts that they are of; the relay sends them on from the stream. */
export const createAnnouncements = (db: DynamoDBDocumentClient, lists: string): Announcements => ({
  raised: async (agencyId, after, upTo) => {
    const found: AlertOutline[] = [];
    for (const month of new Set([after.slice(0, 7), upTo.slice(0, 7)])) {
      let start: Record<string, unknown> | undefined;
      do {
        const page: QueryCommandOutput = await db.send(
          new QueryCommand({
            TableName: lists,
            IndexName: "directory",
            KeyConditionExpression: "directory = :directory AND directorySort BETWEEN :after AND :upTo",
            ExpressionAttributeValues: {
              ":directory": alertDirectory(agencyId, month),
              // Behind everything that was raised at the first instant, and behind everything of the last.
              ":after": `${after}~`,
              ":upTo": `${upTo}~`,
            },
            ExclusiveStartKey: start,
          }),
        );
        // A contradiction is sent on by itself.
        found.push(
          ...(page.Items ?? [])
            .map((key) => position.strip().parse(key))
            .filter((key) => levelOf(key) !== "contradiction")
            .map(outlineOf),
        );
        start = page.LastEvaluatedKey;
      } while (start);
    }
    return found;
  },
  standing: async (alerts) => {
    const items = await getAll(db, lists, alerts.map(alertKey), true);
    const withdrawn = new Set(items.flatMap((item) => ("withdrawnAt" in item ? [String(item["sk"])] : [])));
    return alerts.filter((alert) => !withdrawn.has(alertKey(alert).sk));
  },
  make: async (announcements) => {
    const outcomes = await execute(
      db,
      announcements.map((message) =>
        insertion(lists, {
          pk: `alerts#${message.agencyId}`,
          sk: `announced#${message.at}#${message.announcementId}`,
          record: "announcement",
          message,
        }),
      ),
    );
    return outcomes.filter((outcome) => outcome === "done").length;
  },
});

/** One item for each kind of sweep, with the marks of those that have something to tell yet. */
export const createSweepLog = (db: DynamoDBDocumentClient, lists: string, kind: "due" | "triggers"): SweepLog => {
  const where = { TableName: lists, Key: { pk: "sweeps", sk: kind } };
  return {
    begin: async (mark) => {
      const { Attributes } = await db.send(
        new UpdateCommand({
          ...where,
          UpdateExpression: "ADD untold :marks",
          ExpressionAttributeValues: { ":marks": new Set([mark]) },
          ReturnValues: "UPDATED_OLD",
        }),
      );
      return [...z.object({ untold: z.set(z.string()).default(new Set()) }).parse(Attributes ?? {}).untold];
    },
    end: async (marks) => {
      await db.send(
        new UpdateCommand({
          ...where,
          UpdateExpression: "DELETE untold :marks",
          ExpressionAttributeValues: { ":marks": new Set(marks) },
        }),
      );
    },
  };
};

const digestKey = { pk: "digests", sk: "upTo" };

/** One item that says up to when digests have been made. */
export const createDigestLog = (db: DynamoDBDocumentClient, lists: string): DigestLog => ({
  upTo: async () => {
    const { Item } = await db.send(new GetCommand({ TableName: lists, Key: digestKey, ConsistentRead: true }));
    return Item ? z.object({ upTo: instantString }).parse(Item).upTo : undefined;
  },
  moveOn: async (upTo) => {
    await db.send(new PutCommand({ TableName: lists, Item: { ...digestKey, upTo } }));
  },
});
