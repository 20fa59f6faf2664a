import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Catalogue } from "../../../domain/measure/measure.ts";
import type { CatalogueChange, CatalogueRegister } from "../../../ports/catalogue.ts";
import { createCatalogueHistory, historyOf } from "./catalogue-history.ts";
import { createCatalogueReader, headKey, measureKey, mouKey } from "./catalogue.ts";
import { requestWrite } from "../db/requests.ts";
import { transact, type Write } from "../db/transaction.ts";

/** The catalogue as the office keeps it: one act is one transaction, and moves the head on. */
export const createCatalogueRegister = (
  db: DynamoDBDocumentClient,
  tables: { readonly catalogue: string; readonly intake: string },
  shipped: Catalogue,
): CatalogueRegister => ({
  ...createCatalogueReader(db, tables.catalogue, shipped),
  write: async (change) => {
    const { request } = change;
    const writes = writesOf(tables.catalogue, change);
    const causes = await transact(db, request ? [...writes, requestWrite(tables.intake, request)] : writes);
    if (!causes) return "written";
    return request && causes.at(-1) === "condition" ? "requestSeen" : "conflict";
  },
  history: createCatalogueHistory(db, tables.catalogue),
});

const writesOf = (table: string, { act, measures = [], mou, ending }: CatalogueChange): Write[] => {
  const { revision } = act;
  return [
    headWrite(table, revision),
    ...measures.map((measure) => ({
      Put: { TableName: table, Item: { ...measureKey(measure), ...measure, revision } },
    })),
    ...(mou ? [{ Put: { TableName: table, Item: { ...mouKey(mou), ...mou, revision } } }] : []),
    {
      Put: {
        TableName: table,
        Item: {
          pk: historyOf(act.about),
          sk: `act#${String(revision).padStart(8, "0")}`,
          ...act,
          ...(ending ? { record: "ending", message: ending } : {}),
        },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  ];
};

/** Moves the head on, where it is still at the revision before. */
export const headWrite = (table: string, revision: number): Write => ({
  Put: {
    TableName: table,
    Item: { ...headKey, revision },
    ...(revision === 1
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : { ConditionExpression: "revision = :before", ExpressionAttributeValues: { ":before": revision - 1 } }),
  },
});
