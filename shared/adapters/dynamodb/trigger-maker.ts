import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  BatchExecuteStatementCommand,
  type BatchExecuteStatementCommandInput,
  type DynamoDBDocumentClient,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { TriggerMaker } from "../../ports/triggers.ts";
import { inboxOf, triggerAttributes } from "./triggers.ts";

type Statement = NonNullable<BatchExecuteStatementCommandInput["Statements"]>[number];

/**
 * Makes triggers 25 to a request. An INSERT refuses what stands already, so a repeat costs a unit and changes nothing;
 * a transaction would cost twice the units and a plain batch write would overwrite answers (ADR 4).
 */
export const createTriggerMaker = (db: DynamoDBDocumentClient, table: string): TriggerMaker => ({
  make: (triggers) =>
    insert(
      db,
      triggers.map((trigger) => {
        const attributes = Object.entries(triggerAttributes(trigger)).filter(([, value]) => value !== undefined);
        const fields = attributes.map(([name]) => `'${name}': ?`).join(", ");
        return {
          Statement: `INSERT INTO "${table}" VALUE {${fields}}`,
          Parameters: attributes.map(([, value]) => value),
        };
      }),
    ),
  supersede: async (entryId) => {
    let after: Record<string, unknown> | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "entryId = :entry",
          FilterExpression: "kind = :apply AND #status IN (:pending, :acknowledged, :failed)",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: { ":entry": entryId, ":apply": "apply", ...unsettled },
          ConsistentRead: true,
          ExclusiveStartKey: after,
        }),
      );
      await Promise.all((page.Items ?? []).map((item) => close(db, table, pendingItem.parse(item))));
      after = page.LastEvaluatedKey;
    } while (after);
  },
});

/** Nobody has said yet that it was applied, or that it does not apply. */
const unsettled = { ":pending": "pending", ":acknowledged": "acknowledged", ":failed": "failed" };

const pendingItem = z.object({ entryId: z.string(), triggerKey: z.string(), agencyId: z.string() });

/** Closes a trigger unless its agency has answered in the meantime. */
const close = async (
  db: DynamoDBDocumentClient,
  table: string,
  { agencyId, ...key }: z.infer<typeof pendingItem>,
): Promise<void> => {
  try {
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: key,
        UpdateExpression: "SET #status = :superseded, inbox = :inbox, #version = #version + :one",
        ConditionExpression: "#status IN (:pending, :acknowledged, :failed)",
        ExpressionAttributeNames: { "#status": "status", "#version": "version" },
        ExpressionAttributeValues: {
          ":superseded": "superseded",
          ...unsettled,
          ":inbox": inboxOf(agencyId, "superseded"),
          ":one": 1,
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** Runs inserts; what the engine finds standing already is done. */
const insert = async (db: DynamoDBDocumentClient, statements: readonly Statement[]): Promise<void> => {
  for (let start = 0; start < statements.length; start += 25) {
    let left = statements.slice(start, start + 25);
    for (let attempt = 0; left.length > 0; attempt++) {
      const { Responses = [] } = await db.send(new BatchExecuteStatementCommand({ Statements: left }));
      const failed = left.flatMap((statement, index) => {
        const code = Responses[index]?.Error?.Code;
        return code === undefined || code === "DuplicateItem" ? [] : [{ statement, code }];
      });
      const fatal = failed.find(({ code }) => !retryable.has(code));
      if (fatal) throw new Error(`statement refused: ${fatal.code}`);
      if (failed.length > 0 && attempt === 5) throw new Error(`statements still refused: ${failed[0]?.code ?? ""}`);
      left = failed.map(({ statement }) => statement);
    }
  }
};

const retryable = new Set([
  "TransactionConflict",
  "ProvisionedThroughputExceeded",
  "ThrottlingError",
  "RequestLimitExceeded",
  "InternalServerError",
]);
