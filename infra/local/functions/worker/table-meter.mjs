import http from "node:http";
import { syncBuiltinESMExports } from "node:module";

const metered = new Set([
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
]);
const alwaysWrites = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"]);
const partiQl = new Set(["ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"]);

/**
 * Counts the function's requests to SQS and what its calls to DynamoDB consume, and rings the bell after each write. The SDK in the bundle sends
 * through `http.request`; calls to the table engine are asked for their consumed capacity on the way out, and the answer
 * is read as it passes by. No proxy, no second hop.
 */
export const installTableMeter = ({ tableEndpoint, tables, operations, sheet, bell }) => {
  const engine = new URL(tableEndpoint);
  const counts = new Float64Array(sheet);
  const bellCell = new Int32Array(bell);
  const tableIndex = new Map(tables.map((name, index) => [name, index]));
  const operationIndex = new Map(operations.map((name, index) => [name, index]));
  const ring = () => {
    Atomics.add(bellCell, 0, 1);
    Atomics.notify(bellCell, 0);
  };
  const count = (table, operation, readUnits, writeUnits) => {
    const row = (tableIndex.get(table) ?? tables.length - 1) * operations.length + (operationIndex.get(operation) ?? 0);
    counts[row * 3] += 1;
    counts[row * 3 + 1] += readUnits;
    counts[row * 3 + 2] += writeUnits;
  };

  const settle = (operation, request, status, answer) => {
    const consumed = status === 200 ? consumedCapacity(answer) : [];
    const writes = alwaysWrites.has(operation) || (partiQl.has(operation) && /INSERT|UPDATE|DELETE/i.test(request));
    for (const each of consumed) {
      const { TableName, CapacityUnits = 0, ReadCapacityUnits, WriteCapacityUnits } = each;
      const split = ReadCapacityUnits !== undefined || WriteCapacityUnits !== undefined;
      count(
        tableOf(TableName),
        operation,
        split ? (ReadCapacityUnits ?? 0) : writes ? 0 : CapacityUnits,
        split ? (WriteCapacityUnits ?? 0) : writes ? CapacityUnits : 0,
      );
    }
    if (consumed.length === 0) for (const table of tablesNamed(request, tableIndex)) count(table, operation, 0, 0);
    if (writes) ring();
  };

  const real = http.request;
  http.request = function request(options, ...rest) {
    if (targetOf(options)?.startsWith("AmazonSQS.")) counts[counts.length - 1] += 1;
    const target = operationOf(options, engine);
    if (target === undefined) return real.call(this, options, ...rest);
    const headers = { ...options.headers };
    for (const name of Object.keys(headers)) if (name.toLowerCase() === "content-length") delete headers[name];
    let sent = "";
    const outgoing = real.call(this, { ...options, headers }, ...rest);
    const { end } = outgoing;
    outgoing.end = function (body, ...more) {
      sent = typeof body === "string" ? body : body === undefined ? "{}" : Buffer.from(body).toString("utf8");
      const asked = metered.has(target) && !sent.includes('"ReturnConsumedCapacity":');
      const empty = /^\{\s*\}$/.test(sent);
      const text = asked ? `{"ReturnConsumedCapacity":"TOTAL"${empty ? "" : ","}${sent.slice(1)}` : sent;
      return end.call(outgoing, text, ...more.filter((each) => typeof each === "function"));
    };
    outgoing.prependOnceListener("response", (response) => {
      const chunks = [];
      const { push } = response;
      response.push = function (chunk, encoding) {
        if (chunk === null) settle(target, sent, response.statusCode, Buffer.concat(chunks));
        else chunks.push(chunk);
        return push.call(response, chunk, encoding);
      };
    });
    return outgoing;
  };
  syncBuiltinESMExports();
};

const operationOf = (options, engine) => {
  if (options === null || typeof options !== "object" || options instanceof URL) return undefined;
  if (String(options.port ?? "") !== engine.port || (options.hostname ?? options.host) !== engine.hostname)
    return undefined;
  const target = targetOf(options);
  return target?.startsWith("DynamoDB_") ? target.slice(target.indexOf(".") + 1) : undefined;
};

/** The operation that a call to AWS names; S3 and SNS name none. */
const targetOf = (options) => {
  const headers = options?.headers ?? {};
  const target = headers["x-amz-target"] ?? headers["X-Amz-Target"];
  return typeof target === "string" ? target : undefined;
};

const tableOf = (nameOrArn) =>
  nameOrArn?.startsWith("arn:") ? nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1) : nameOrArn;

/** The tables that a request names, for calls that were refused and so report no capacity. */
const tablesNamed = (request, known) => {
  const named = new Set();
  for (const [, name] of request.matchAll(/"([A-Za-z0-9_.-]{3,255})"/g)) if (known.has(name)) named.add(name);
  for (const [, name] of request.matchAll(/\\"([A-Za-z0-9_.-]{3,255})\\"/g)) if (known.has(name)) named.add(name);
  return named.size === 0 ? ["(unknown)"] : named;
};

const marker = Buffer.from('"ConsumedCapacity":');

/** Cuts the figures out of an answer without parsing the items in it. */
const consumedCapacity = (answer) => {
  const found = answer.lastIndexOf(marker);
  if (found < 0) return [];
  const start = found + marker.length;
  let depth = 0;
  for (let at = start; at < answer.length; at++) {
    const byte = answer[at];
    if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) {
      depth--;
      if (depth > 0) continue;
      try {
        const value = JSON.parse(answer.toString("utf8", start, at + 1));
        return Array.isArray(value) ? value : [value];
      } catch {
        return [];
      }
    }
  }
  return [];
};
