import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createServer, type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { tables, type TableName } from "../../infra/stacks/tables.ts";
import type { HouseTableProps } from "../../infra/constructs/house-table.ts";

/** The embedded engine with the tables of the stack, for one test file. */
export interface TestEngine {
  readonly db: DynamoDBDocumentClient;
  readonly endpoint: string;
  readonly table: Readonly<Record<TableName, string>>;
  readonly stop: () => void;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

/** Starts the engine in memory on a free port, or takes the one that DYNAMODB_ENDPOINT names. */
export const startEngine = async (): Promise<TestEngine> => {
  const named = process.env["DYNAMODB_ENDPOINT"];
  const port = await freePort();
  const endpoint = named ?? `http://127.0.0.1:${port}`;
  const child = named ? undefined : spawn(binary(), ["--port", String(port)], { stdio: "ignore" });
  const raw = new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 5,
  });
  const db = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  const table = await createTables(db, (name) => `${name}-${process.pid}-${port}`);
  return {
    db,
    endpoint,
    table,
    stop: () => {
      raw.destroy();
      child?.kill("SIGKILL");
    },
  };
};

/** Makes the tables of the stack in an engine, each under a name of its own. */
export const createTables = async (
  db: DynamoDBDocumentClient,
  nameOf: (table: string) => string = (table) => table,
): Promise<Readonly<Record<TableName, string>>> => {
  const table = Object.fromEntries(Object.keys(tables).map((name) => [name, nameOf(name)])) as Record<
    TableName,
    string
  >;
  for (const [name, shape] of Object.entries(tables)) await create(db, table[name as TableName], shape);
  return table;
};

const binary = (): string =>
  join(dirname(createRequire(import.meta.url).resolve("@dynoxide/linux-x64/package.json")), "dynoxide");

const create = async (db: DynamoDBDocumentClient, name: string, shape: HouseTableProps): Promise<void> => {
  const keys = (hash: string, range?: string) => [
    { AttributeName: hash, KeyType: "HASH" as const },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: "RANGE" as const }]),
  ];
  const indexes = shape.indexes ?? [];
  const attributes = new Set(
    [shape, ...indexes].flatMap(({ hash, range }) => (range === undefined ? [hash] : [hash, range])),
  );
  const command = new CreateTableCommand({
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keys(shape.hash, shape.range),
    AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    ...(indexes.length > 0
      ? {
          GlobalSecondaryIndexes: indexes.map((index) => ({
            IndexName: index.name,
            KeySchema: keys(index.hash, index.range),
            Projection:
              typeof index.projection === "string"
                ? { ProjectionType: index.projection }
                : { ProjectionType: "INCLUDE", NonKeyAttributes: [...index.projection] },
          })),
        }
      : {}),
  });
  for (let attempt = 0; ; attempt++) {
    try {
      await db.send(command);
      return;
    } catch (error) {
      // The engine needs some milliseconds before it listens.
      if (attempt === 50 || !String(error).includes("ECONNREFUSED")) throw error;
      await sleep(20);
    }
  }
};
