import { describe, expect, it } from "vitest";
import { failedItems } from "../../../infra/local/sources/batch-answer.ts";

const known = new Set(["a", "b", "c"]);

describe("failedItems", () => {
  it.each(["null", "{}", '{"batchItemFailures":[]}', '{"batchItemFailures":null}', '"done"'])(
    "%s: all succeeded",
    (payload) => {
      expect(failedItems(payload, known)).toEqual(new Set());
    },
  );

  it("names the failed", () => {
    expect(failedItems('{"batchItemFailures":[{"itemIdentifier":"b"}]}', known)).toEqual(new Set(["b"]));
  });

  it.each([
    '{"batchItemFailures":[{"itemIdentifier":""}]}',
    '{"batchItemFailures":[{"itemIdentifier":"x"}]}',
    '{"batchItemFailures":[{}]}',
    '{"batchItemFailures":"b"}',
  ])("%s: the whole batch failed", (payload) => expect(failedItems(payload, known)).toBe("all"));
});
