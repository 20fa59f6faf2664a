import { describe, expect, it } from "vitest";
import { RouteTable } from "../../../infra/local/gateway/route-table.ts";

const keys = [
  "GET /v1/entries/{entryId}",
  "GET /v1/entries/summary",
  "GET /v1/entries",
  "POST /v1/entries/{entryId}/publication",
  "POST /v1/entries/{entryId}/{command}",
  "ANY /files/{path+}",
  "GET /files/readme",
  "ANY /any",
  "GET /any",
  "GET /",
];
const table = new RouteTable(keys.map((routeKey) => ({ routeKey, target: routeKey })));

describe("RouteTable", () => {
  it.each([
    ["GET", "/v1/entries", "GET /v1/entries", {}],
    ["GET", "/v1/entries/ent_1", "GET /v1/entries/{entryId}", { entryId: "ent_1" }],
    ["GET", "/v1/entries/summary", "GET /v1/entries/summary", {}],
    ["POST", "/v1/entries/e/publication", "POST /v1/entries/{entryId}/publication", { entryId: "e" }],
    ["POST", "/v1/entries/e/report", "POST /v1/entries/{entryId}/{command}", { entryId: "e", command: "report" }],
    ["GET", "/v1/entries/%E4%BF%A1%2F", "GET /v1/entries/{entryId}", { entryId: "信/" }],
    ["GET", "/v1/entries/%zz", "GET /v1/entries/{entryId}", { entryId: "%zz" }],
    ["PUT", "/files/a/b%20c", "ANY /files/{path+}", { path: "a/b c" }],
    ["GET", "/files/readme", "GET /files/readme", {}],
    ["GET", "/any", "GET /any", {}],
    ["PATCH", "/any", "ANY /any", {}],
    ["GET", "/", "GET /", {}],
  ])("%s %s goes to %s", (method, path, routeKey, parameters) => {
    expect(table.find(method, path)).toEqual({ routeKey, target: routeKey, parameters });
  });

  it.each([
    ["GET", "/v1/entries/"],
    ["GET", "/v1"],
    ["DELETE", "/v1/entries"],
    ["HEAD", "/v1/entries"],
    ["GET", "/v1/entries/a/b"],
    ["GET", "/files"],
    ["GET", "/V1/entries"],
  ])("%s %s leads nowhere", (method, path) => expect(table.find(method, path)).toBeUndefined());

  it("falls back to $default", () => {
    const caught = new RouteTable([{ routeKey: "$default", target: 1 }]);
    expect(caught.find("GET", "/x")).toEqual({ routeKey: "$default", target: 1, parameters: {} });
  });
});
