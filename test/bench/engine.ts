import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { end, start } from "./children.ts";

/** An engine of the bench's own, of the kind that the host embeds, and a bare client to it. */
export interface BenchEngine {
  readonly endpoint: string;
  readonly pid: number;
  readonly db: DynamoDBDocumentClient;
  readonly stop: () => Promise<void>;
}

/** Starts an engine on a new file. */
export const startEngine = async (file: string): Promise<BenchEngine> => {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = start(binary(), ["serve", "--port", String(port), "--db-path", file], { stdio: "ignore" });
  const raw = new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  await listening(raw);
  orderStreams(file);
  return {
    endpoint,
    pid: child.pid ?? 0,
    db: DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } }),
    stop: async () => {
      raw.destroy();
      await end(child);
    },
  };
};

const binary = (): string =>
  join(
    dirname(createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/package.json`)),
    "dynoxide",
  );

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

const listening = async (raw: DynamoDBClient): Promise<void> => {
  for (let attempt = 0; ; attempt++) {
    try {
      await raw.send(new ListTablesCommand({}));
      return;
    } catch (error) {
      if (attempt === 200) throw error;
      await sleep(20);
    }
  }
};

/** The host gives the engine that it starts this index; an engine that is given to it must bring its own. */
const orderStreams = (file: string): void => {
  const store = new DatabaseSync(file);
  try {
    store.exec("PRAGMA busy_timeout = 5000");
    store.exec(
      "CREATE INDEX IF NOT EXISTS bench_stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
    );
  } finally {
    store.close();
  }
};
