import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Cost } from "./operation-cost.ts";

/** What calls cost, and how many items they read. */
export interface Metered extends Cost {
  readonly itemsRead: number;
}

const reads = new Set(["GetItemCommand", "QueryCommand", "BatchGetItemCommand"]);

interface Answer {
  readonly ConsumedCapacity?: unknown;
  readonly Item?: object;
  readonly Items?: readonly object[];
  readonly Responses?: Readonly<Record<string, readonly object[]>>;
}

/** Asks every call of a client for what it consumes, and adds it up while something runs. */
export const meter = (db: DynamoDBDocumentClient) => {
  const none = { requests: 0, readUnits: 0, writeUnits: 0, itemsRead: 0 };
  let sum = { ...none };
  db.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
      const result = await next(args);
      const { ConsumedCapacity, Item, Items = [], Responses = {} } = result.output as Answer;
      const units = [ConsumedCapacity ?? []]
        .flat()
        .reduce<number>((total, each) => total + ((each as { CapacityUnits?: number }).CapacityUnits ?? 0), 0);
      sum.requests++;
      if (!reads.has(context.commandName ?? "")) sum.writeUnits += units;
      else {
        sum.readUnits += units;
        sum.itemsRead += (Item ? 1 : 0) + Items.length + Object.values(Responses).flat().length;
      }
      return result;
    },
    { step: "initialize" },
  );
  return async (work: () => Promise<unknown>): Promise<Metered & { readonly seconds: number }> => {
    sum = { ...none };
    const started = performance.now();
    await work();
    return { ...sum, seconds: (performance.now() - started) / 1000 };
  };
};
