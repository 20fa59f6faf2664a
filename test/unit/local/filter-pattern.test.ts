import { describe, expect, it } from "vitest";
import { compilePatterns } from "../../../infra/local/sources/filter-pattern.ts";

const event = {
  eventName: "INSERT",
  dynamodb: { NewImage: { record: { S: "decision" }, amount: { N: "5" }, tags: { SS: ["a", "b"] } }, size: 10 },
};
const passes = (pattern: object): boolean => compilePatterns([JSON.stringify(pattern)])(event);

describe("compilePatterns", () => {
  it("lets everything pass without patterns", () => expect(compilePatterns([])(event)).toBe(true));

  it.each([
    [{ eventName: ["INSERT"] }],
    [{ eventName: ["MODIFY", "INSERT"], dynamodb: { NewImage: { record: { S: ["decision", "alert"] } } } }],
    [{ dynamodb: { NewImage: { record: { S: [{ prefix: "dec" }] } } } }],
    [{ dynamodb: { NewImage: { record: { S: [{ suffix: "ion" }] } } } }],
    [{ dynamodb: { NewImage: { gone: [{ exists: false }] } } }],
    [{ dynamodb: { NewImage: { record: { S: [{ exists: true }] } } } }],
    [{ eventName: [{ "anything-but": ["REMOVE", "MODIFY"] }] }],
    [{ eventName: [{ "anything-but": { prefix: "REM" } }] }],
    [{ eventName: [{ "equals-ignore-case": "insert" }] }],
    [{ dynamodb: { size: [{ numeric: [">", 5, "<=", 10] }] } }],
    [{ dynamodb: { NewImage: { tags: { SS: ["b"] } } } }],
    [{ $or: [{ eventName: ["REMOVE"] }, { dynamodb: { size: [10] } }] }],
  ])("%j passes", (pattern) => expect(passes(pattern)).toBe(true));

  it.each([
    [{ eventName: ["REMOVE"] }],
    [{ eventName: ["INSERT"], dynamodb: { NewImage: { record: { S: ["alert"] } } } }],
    [{ dynamodb: { NewImage: { gone: { S: ["x"] } } } }],
    [{ dynamodb: { NewImage: { gone: { S: [{ "anything-but": ["x"] }] } } } }],
    [{ dynamodb: { NewImage: { record: [{ exists: false }] } } }],
    [{ dynamodb: { size: [{ numeric: [">", 10] }] } }],
    [{ dynamodb: { NewImage: { amount: { N: [5] } } } }],
  ])("%j does not", (pattern) => expect(passes(pattern)).toBe(false));

  it("passes when any of several patterns does", () => {
    const filter = compilePatterns(['{"eventName":["REMOVE"]}', '{"eventName":["INSERT"]}']);
    expect(filter(event)).toBe(true);
  });

  it("refuses an operator it does not know", () => {
    expect(() => compilePatterns(['{"a":[{"cidr":"10.0.0.0/8"}]}'])).toThrow("cidr");
  });
});
