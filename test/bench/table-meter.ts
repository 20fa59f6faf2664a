import type { DynamoDBDocumentClient, TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Cost } from "./operation-cost.ts";

type Transaction = NonNullable<TransactWriteCommandInput["TransactItems"]>;
interface Consumed {
  readonly CapacityUnits?: number;
}

const writes = new Set(["PutItemCommand", "UpdateItemCommand", "DeleteItemCommand", "TransactWriteItemsCommand"]);

/** Reads off a client what it sends: units while asked for them, and the transactions that were written. */
export const meterOf = (db: DynamoDBDocumentClient) => {
  let cost: { requests: number; readUnits: number; writeUnits: number } | undefined;
  let transactions: Transaction[] | undefined;
  db.middlewareStack.add(
    (next, context) => async (args) => {
      if (cost) Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
      const answer = await next(args);
      const command = context.commandName ?? "";
      const { TransactItems } = args.input as { TransactItems?: Transaction };
      if (transactions && TransactItems) transactions.push(TransactItems);
      if (cost) {
        const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: Consumed | readonly Consumed[] };
        const consumed = [ConsumedCapacity ?? []].flat();
        cost.requests += Math.max(1, consumed.length);
        for (const { CapacityUnits = 0 } of consumed)
          cost[writes.has(command) ? "writeUnits" : "readUnits"] += CapacityUnits;
      }
      return answer;
    },
    { step: "initialize", name: "benchMeter" },
  );
  return {
    /** Requests and units of something; a transaction counts as one request for each table. */
    costOf: async (work: () => Promise<unknown>): Promise<Cost> => {
      cost = { requests: 0, readUnits: 0, writeUnits: 0 };
      try {
        await work();
        return cost;
      } finally {
        cost = undefined;
      }
    },
    /** The transactions that something wrote, in order. */
    transactionsOf: async (work: () => Promise<unknown>): Promise<readonly Transaction[]> => {
      const taken: Transaction[] = (transactions = []);
      try {
        await work();
        return taken;
      } finally {
        transactions = undefined;
      }
    },
  };
};
