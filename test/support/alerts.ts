import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { createAlertReader } from "../../shared/adapters/dynamodb/clock/alerts.ts";
import type { Alert } from "../../shared/ports/alerts.ts";
import type { TestEngine } from "./engine.ts";

/** Every alert that was raised in a month, of whichever agency, as its agency reads it; oldest first. */
export const alertsOfMonth = async (
  { db, table }: Pick<TestEngine, "db" | "table">,
  month: string,
): Promise<readonly Alert[]> => {
  const agencies = new Set<string>();
  let after: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new ScanCommand({
        TableName: table.Lists,
        FilterExpression: "begins_with(pk, :alerts)",
        ExpressionAttributeValues: { ":alerts": "alerts#" },
        ExclusiveStartKey: after,
      }),
    );
    for (const { pk } of page.Items ?? []) agencies.add(String(pk).slice("alerts#".length));
    after = page.LastEvaluatedKey;
  } while (after);
  const reader = createAlertReader(db, table.Lists);
  const pages = await Promise.all(
    [...agencies].map((agencyId) => reader.ofAgency(agencyId, month, {}, { limit: 500 })),
  );
  return pages.flatMap(({ items }) => items).toSorted((a, b) => (a.raisedAt < b.raisedAt ? -1 : 1));
};
