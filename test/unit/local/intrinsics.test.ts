import { describe, expect, it } from "vitest";
import {
  conditionHolds,
  type Json,
  resolveValue,
  type TemplateScope,
} from "../../../infra/local/assembly/intrinsics.ts";

const scope: TemplateScope = {
  ref: (name) => ({ Stage: "prod", "AWS::Region": "us-east-1", Table: "entries" })[name],
  attribute: (id, name) => (id === "Table" ? `arn:table/${name}` : undefined),
  imported: (name) => (name === "Net-Vpc" ? "vpc-1" : undefined),
  conditions: {
    IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] },
    IsChina: { "Fn::Equals": [{ Ref: "AWS::Region" }, "cn-north-1"] },
    Either: { "Fn::Or": [{ Condition: "IsChina" }, { Condition: "IsProd" }] },
    Both: { "Fn::And": [{ Condition: "IsChina" }, { Condition: "IsProd" }] },
    Neither: { "Fn::Not": [{ Condition: "Either" }] },
  },
  mappings: { Hosts: { "us-east-1": { suffix: "amazonaws.com" } } },
};

const cases: readonly (readonly [string, Json, Json])[] = [
  ["plain values stay", { a: [1, true, null, "x"] }, { a: [1, true, null, "x"] }],
  ["Ref", { Ref: "Table" }, "entries"],
  ["GetAtt as a list", { "Fn::GetAtt": ["Table", "Arn"] }, "arn:table/Arn"],
  ["GetAtt as text, with a dotted attribute", { "Fn::GetAtt": "Table.Stream.Arn" }, "arn:table/Stream.Arn"],
  ["Join", { "Fn::Join": ["-", ["a", { Ref: "Table" }, 3]] }, "a-entries-3"],
  ["Sub", { "Fn::Sub": "${AWS::Region}/${Table.Arn}/${!literal}" }, "us-east-1/arn:table/Arn/${literal}"],
  ["Sub with its own variables", { "Fn::Sub": ["${x}-${Table}", { x: { Ref: "Stage" } }] }, "prod-entries"],
  ["Select and Split", { "Fn::Select": [1, { "Fn::Split": ["/", "a/b/c"] }] }, "b"],
  ["If", { "Fn::If": ["IsProd", "yes", "no"] }, "yes"],
  ["If, otherwise", { "Fn::If": ["IsChina", "yes", "no"] }, "no"],
  ["FindInMap", { "Fn::FindInMap": ["Hosts", { Ref: "AWS::Region" }, "suffix"] }, "amazonaws.com"],
  ["ImportValue", { "Fn::ImportValue": "Net-Vpc" }, "vpc-1"],
  ["Base64", { "Fn::Base64": "hi" }, "aGk="],
  ["NoValue removes a property", { a: 1, b: { Ref: "AWS::NoValue" } }, { a: 1 }],
  ["NoValue removes an element", [1, { "Fn::If": ["IsChina", 2, { Ref: "AWS::NoValue" }] }], [1]],
];

describe("resolveValue", () => {
  it.each(cases)("%s", (_, given, expected) => expect(resolveValue(given, scope)).toEqual(expected));

  it.each([
    ["an unknown name", { Ref: "Nobody" }, "Ref Nobody"],
    ["an unknown attribute", { "Fn::GetAtt": ["Nobody", "Arn"] }, "Fn::GetAtt Nobody.Arn"],
    ["an unknown function", { "Fn::Cidr": [] }, "Fn::Cidr"],
    ["an index beyond the list", { "Fn::Select": [5, ["a"]] }, "Fn::Select"],
    ["a list where text belongs", { "Fn::Join": ["", [["a"]]] }, "string"],
  ] as const)("refuses %s", (_, given, message) => {
    expect(() => resolveValue(given as unknown as Json, scope)).toThrow(message);
  });
});

describe("conditionHolds", () => {
  it.each([
    ["IsProd", true],
    ["IsChina", false],
    ["Either", true],
    ["Both", false],
    ["Neither", false],
  ])("%s is %s", (name, expected) => expect(conditionHolds(name, scope)).toBe(expected));
});
