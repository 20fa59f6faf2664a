import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandOutput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { saidWith } from "../../../domain/clock/alert.ts";
import type { DisclosureDue, StoredDisclosure } from "../../../ports/disclosures.ts";
import { alertWrite } from "../items/alert-item.ts";
import { disclosureAttributes, disclosureIdOfKey, disclosureKey } from "../items/disclosure-items.ts";
import { dueShards } from "../items/items.ts";
import { transact } from "../db/transaction.ts";

/** The due-date index of disclosures; their alerts stand beside all others, in the lists table. */
export const createDisclosureDue = (
  db: DynamoDBDocumentClient,
  tables: { readonly disclosures: string; readonly lists: string },
): DisclosureDue => ({
  shards: dueShards,
  due: async function* (shard, upTo) {
    let after: Record<string, unknown> | undefined;
    do {
      const page: QueryCommandOutput = await db.send(
        new QueryCommand({
          TableName: tables.disclosures,
          IndexName: "due",
          KeyConditionExpression: "dueShard = :shard AND dueOn <= :upTo",
          ExpressionAttributeValues: { ":shard": `due#${shard}`, ":upTo": upTo },
          Limit: 500,
          ExclusiveStartKey: after,
        }),
      );
      yield (page.Items ?? []).map((item) => disclosureIdOfKey(String(item["pk"])));
      after = page.LastEvaluatedKey;
    } while (after);
  },
  raise: async (stored, alert) => {
    const noted = { TableName: tables.disclosures, ...note(stored, saidWith(stored.alerted, alert)) };
    const causes = await transact(db, [{ Update: noted }, alertWrite(tables.lists, alert)]);
    if (causes === undefined) return "raised";
    if (causes[1] !== "condition" || causes[0] === "condition") return "outrun";
    // The alert stands already: it is not raised again, and the disclosure still leaves the index.
    try {
      await db.send(new UpdateCommand(noted));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return "outrun";
    }
    return "stood";
  },
});

/** Notes alerts, and gives the disclosure the place in the index that it has from now on, or none. */
const note = ({ disclosure, alerted: before }: StoredDisclosure, alerted: readonly string[]) => {
  const { dueShard, dueOn } = disclosureAttributes(disclosure, alerted);
  const due = dueOn === undefined ? undefined : { ":dueShard": dueShard, ":dueOn": dueOn };
  return {
    Key: disclosureKey(disclosure.disclosureId),
    UpdateExpression: `SET alerted = :alerted${due ? ", dueShard = :dueShard, dueOn = :dueOn" : " REMOVE dueShard, dueOn"}`,
    ConditionExpression: "disclosure.version = :version AND alerted = :before",
    ExpressionAttributeValues: { ":alerted": alerted, ":before": before, ":version": disclosure.version, ...due },
  };
};
