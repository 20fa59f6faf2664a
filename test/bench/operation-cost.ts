import type { Client } from "../support/host.ts";
import { type Figure, short } from "./table.ts";

/** What an operation cost, in requests to DynamoDB and in its units. */
export interface Cost {
  readonly requests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** As the host's ledger reports it: the whole, and each table with the operations that used it. */
export interface Capacity extends Cost {
  readonly queueRequests: number;
  readonly tables: Readonly<Record<string, Cost & { readonly operations: Readonly<Record<string, Cost>> }>>;
}

/** Counts what functions consume while something runs, until everything that it set off is done. */
export const costOf = async (xinheng: Client, work: () => Promise<unknown>): Promise<Capacity> => {
  await settle(xinheng);
  await xinheng.post("/_local/capacity/reset");
  await work();
  await settle(xinheng);
  const { body } = await xinheng.get("/_local/capacity");
  return body as Capacity;
};

const settle = async (xinheng: Client): Promise<void> => {
  const { status, body } = await xinheng.drain();
  if (status !== 200) throw new Error(`the host does not come to rest: ${JSON.stringify(body)}`);
};

/** The share of one in `count`. */
export const shareOf = ({ requests, readUnits, writeUnits }: Cost, count: number): Cost => ({
  requests: requests / count,
  readUnits: readUnits / count,
  writeUnits: writeUnits / count,
});

/** What is left of a cost when another is taken off. */
export const less = (cost: Cost, other: Cost): Cost => ({
  requests: cost.requests - other.requests,
  readUnits: cost.readUnits - other.readUnits,
  writeUnits: cost.writeUnits - other.writeUnits,
});

/** A line of the report; with a budget when one was set. */
export const costFigure = (name: string, cost: Cost, most?: Pick<Cost, "requests" | "readUnits">): Figure => ({
  figure: `cost: ${name}`,
  value: `${short(cost.requests, 2)} ${cost.requests === 1 ? "request" : "requests"}, ${short(cost.readUnits, 2)} RCU, ${short(cost.writeUnits, 2)} WCU`,
  ...(most
    ? {
        budget: `${most.requests} request, ${most.readUnits} RCU`,
        kept: cost.requests <= most.requests && cost.readUnits <= most.readUnits,
      }
    : {}),
});
