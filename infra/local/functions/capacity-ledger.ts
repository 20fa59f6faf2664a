/** The operations that are counted each by itself; what is not here is counted as `other`. */
export const countedOperations = [
  "other",
  "GetItem",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "Query",
  "Scan",
  "BatchGetItem",
  "BatchWriteItem",
  "TransactGetItems",
  "TransactWriteItems",
  "ExecuteStatement",
  "BatchExecuteStatement",
  "ExecuteTransaction",
] as const;

/** Requests and capacity units of one kind of call. */
export interface Counts {
  requests: number;
  readUnits: number;
  writeUnits: number;
}

/** What the functions' calls to DynamoDB consumed, and the requests to SQS around them. */
export interface CapacityReport extends Counts {
  /** Requests that send, and those with which a poller would take batches and delete them. */
  readonly queueRequests: number;
  readonly tables: Record<string, Counts & { operations: Record<string, Counts> }>;
}

/** Numbers per table and operation. */
const width = 3;

/**
 * Each worker counts into a sheet of shared memory that only it writes to, so that counting costs no message and
 * survives a worker that is killed at its time-out. Rows are table × operation; the last table stands for the rest. Behind
 * them is one more number: requests to SQS.
 */
export class CapacityLedger {
  readonly tables: readonly string[];
  readonly #sheets = new Set<Float64Array>();
  readonly #ended: Float64Array;
  #baseline: Float64Array;

  constructor(tables: readonly string[]) {
    this.tables = [...tables, "(unknown)"];
    this.#ended = new Float64Array(this.tables.length * countedOperations.length * width + 1);
    this.#baseline = new Float64Array(this.#ended.length);
  }

  /** A sheet for a new worker, and how to hand it back when the worker has ended. */
  open(): { sheet: SharedArrayBuffer; close: () => void } {
    const sheet = new SharedArrayBuffer(this.#ended.byteLength);
    const numbers = new Float64Array(sheet);
    this.#sheets.add(numbers);
    return {
      sheet,
      close: () => {
        if (!this.#sheets.delete(numbers)) return;
        numbers.forEach((value, index) => (this.#ended[index] = (this.#ended[index] ?? 0) + value));
      },
    };
  }

  /** Requests to SQS that the host does not make, because the queue wakes it, and that Lambda's poller would. */
  polled(requests: number): void {
    const last = this.#ended.length - 1;
    this.#ended[last] = (this.#ended[last] ?? 0) + requests;
  }

  /** Counts from here on. */
  reset(): void {
    this.#baseline = this.#totals();
  }

  report(): CapacityReport {
    const totals = this.#totals();
    const sum: Counts = { requests: 0, readUnits: 0, writeUnits: 0 };
    const tables: CapacityReport["tables"] = {};
    this.tables.forEach((table, tableIndex) => {
      countedOperations.forEach((operation, operationIndex) => {
        const at = (tableIndex * countedOperations.length + operationIndex) * width;
        const [requests = 0, readUnits = 0, writeUnits = 0] = [0, 1, 2].map((column) =>
          round((totals[at + column] ?? 0) - (this.#baseline[at + column] ?? 0)),
        );
        if (requests === 0 && readUnits === 0 && writeUnits === 0) return;
        const counts = { requests, readUnits, writeUnits };
        const line = (tables[table] ??= { requests: 0, readUnits: 0, writeUnits: 0, operations: {} });
        line.operations[operation] = counts;
        add(line, counts);
        add(sum, counts);
      });
    });
    const last = totals.length - 1;
    return { ...sum, queueRequests: (totals[last] ?? 0) - (this.#baseline[last] ?? 0), tables };
  }

  #totals(): Float64Array {
    const totals = Float64Array.from(this.#ended);
    for (const sheet of this.#sheets) sheet.forEach((value, index) => (totals[index] = (totals[index] ?? 0) + value));
    return totals;
  }
}

const round = (units: number): number => Math.round(units * 10) / 10;

const add = (to: Counts, counts: Counts): void => {
  to.requests += counts.requests;
  to.readUnits = round(to.readUnits + counts.readUnits);
  to.writeUnits = round(to.writeUnits + counts.writeUnits);
};
