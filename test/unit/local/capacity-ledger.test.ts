import { describe, expect, it } from "vitest";
import { CapacityLedger, countedOperations } from "../../../infra/local/functions/capacity-ledger.ts";

const write = (sheet: SharedArrayBuffer, table: number, operation: string, values: readonly number[]): void => {
  const numbers = new Float64Array(sheet);
  const at = (table * countedOperations.length + countedOperations.indexOf(operation as "GetItem")) * 3;
  values.forEach((value, index) => (numbers[at + index] = (numbers[at + index] ?? 0) + value));
};

describe("CapacityLedger", () => {
  it("adds what all workers counted, those that ended included", () => {
    const ledger = new CapacityLedger(["Lists", "Subjects"]);
    const [one, two] = [ledger.open(), ledger.open()];
    write(one.sheet, 0, "GetItem", [2, 1, 0]);
    write(two.sheet, 0, "GetItem", [1, 0.5, 0]);
    write(two.sheet, 1, "PutItem", [1, 0, 3]);
    one.close();
    one.close();
    expect(ledger.report()).toEqual({
      requests: 4,
      readUnits: 1.5,
      writeUnits: 3,
      queueRequests: 0,
      tables: {
        Lists: {
          requests: 3,
          readUnits: 1.5,
          writeUnits: 0,
          operations: { GetItem: { requests: 3, readUnits: 1.5, writeUnits: 0 } },
        },
        Subjects: {
          requests: 1,
          readUnits: 0,
          writeUnits: 3,
          operations: { PutItem: { requests: 1, readUnits: 0, writeUnits: 3 } },
        },
      },
    });
  });

  it("counts from a reset on", () => {
    const ledger = new CapacityLedger(["Lists"]);
    const { sheet } = ledger.open();
    write(sheet, 0, "Query", [1, 1, 0]);
    ledger.reset();
    expect(ledger.report()).toEqual({ requests: 0, readUnits: 0, writeUnits: 0, queueRequests: 0, tables: {} });
    write(sheet, 0, "Query", [1, 4, 0]);
    expect(ledger.report()).toMatchObject({ requests: 1, readUnits: 4 });
  });

  it("counts requests to queues: the workers' own, and those that a poller would make", () => {
    const ledger = new CapacityLedger(["Lists"]);
    const { sheet, close } = ledger.open();
    const numbers = new Float64Array(sheet);
    numbers[numbers.length - 1] = 3;
    ledger.polled(2);
    close();
    expect(ledger.report()).toMatchObject({ requests: 0, queueRequests: 5 });
    ledger.reset();
    ledger.polled(4);
    expect(ledger.report()).toMatchObject({ queueRequests: 4 });
  });
});
