import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { commandOf, markOf, type ProcessMark, stillRuns } from "../place/running-process.ts";
import type { DataFolder } from "../place/data-folder.ts";
import { StartRefused } from "../place/start-refused.ts";
import { freePort } from "./free-port.ts";
import { openTableClient, type TableClient } from "./table-client.ts";

/** The DynamoDB engine, running. */
export interface TableEngine {
  readonly endpoint: string;
  readonly client: TableClient;
  /** The engine's SQLite file; undefined when `DYNAMODB_ENDPOINT` names an engine that is not ours. */
  readonly file: string | undefined;
  /** Called when the engine ends although nobody asked it to. */
  onEnd(handle: (reason: string) => void): void;
  stop(): Promise<void>;
}

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** Starts dynoxide on the data folder's file, or joins the engine that `DYNAMODB_ENDPOINT` names. */
export const startTableEngine = async (data: DataFolder, fresh: boolean): Promise<TableEngine> => {
  const given = process.env["DYNAMODB_ENDPOINT"];
  if (given !== undefined && given !== "") return joinEngine(given);
  const binary = findBinary();
  const file = data.file("tables.db");
  await endOrphan(data.file("engine.json"), file);
  if (fresh) for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
  for (let attempt = 1; ; attempt++) {
    const engine = await launch(binary, file, await freePort(), data.file("engine.json"));
    if (engine !== undefined) return engine;
    if (attempt === 3) throw new StartRefused(`The DynamoDB engine ${binary} does not start on ${file}`);
  }
};

const joinEngine = async (endpoint: string): Promise<TableEngine> => {
  const client = openTableClient(endpoint);
  try {
    await client.call("ListTables", {});
  } catch (problem) {
    throw new StartRefused(
      `No DynamoDB engine answers at DYNAMODB_ENDPOINT ${endpoint}: ${(problem as Error).message}`,
    );
  }
  return { endpoint, client, file: undefined, onEnd: () => undefined, stop: async () => client.close() };
};

const findBinary = (): string => {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const binary = join(folder, process.platform === "win32" ? "dynoxide.exe" : "dynoxide");
    if (existsSync(binary)) return binary;
  } catch {
    // Said below.
  }
  throw new StartRefused(
    `There is no DynamoDB engine for ${process.platform}-${process.arch} here: npm install ${name}, ` +
      "or name any DynamoDB-compatible endpoint in DYNAMODB_ENDPOINT",
  );
};

/** A host that was killed may have left its engine running on our file: end that one, and nothing else. */
const endOrphan = async (recordFile: string, dbFile: string): Promise<void> => {
  let left: ProcessMark;
  try {
    left = JSON.parse(readFileSync(recordFile, "utf8")) as ProcessMark;
  } catch {
    return;
  }
  const isOurs = (): boolean => {
    const words = commandOf(left.pid);
    return stillRuns(left) && words.includes(dbFile) && words.some((word) => word.endsWith("dynoxide"));
  };
  for (let waited = 0; isOurs(); waited += 20) {
    if (waited === 0) process.kill(left.pid, "SIGTERM");
    if (waited === 1000) process.kill(left.pid, "SIGKILL");
    await pause(20);
  }
  rmSync(recordFile, { force: true });
};

const launch = async (
  binary: string,
  file: string,
  port: number,
  recordFile: string,
): Promise<TableEngine | undefined> => {
  const words = [binary, "serve", "--host", "127.0.0.1", "--port", String(port), "--db-path", file];
  // The engine ends with the host, however the host ends; where setpriv is missing, the next start ends it.
  const guard = ["/usr/bin/setpriv", "/bin/setpriv"].find((path) => existsSync(path));
  const [program = binary, ...rest] = guard === undefined ? words : [guard, "--pdeathsig", "KILL", ...words];
  // A session of its own, so that Ctrl-C reaches the host alone and the host decides when the engine goes.
  const child = spawn(program, rest, { stdio: "ignore", detached: true });
  let ended: string | undefined;
  let stopping = false;
  const listeners: ((reason: string) => void)[] = [];
  child.once("error", (problem) => (ended = problem.message));
  child.once("exit", (code, signal) => {
    ended = `exit ${signal ?? code}`;
    if (!stopping) for (const handle of listeners) handle(ended);
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = openTableClient(endpoint);
  for (let attempt = 0; attempt < 500 && ended === undefined; attempt++) {
    await pause(attempt < 20 ? 4 : 20);
    try {
      await client.call("ListTables", {});
      if (child.pid !== undefined) writeFileSync(recordFile, JSON.stringify(markOf(child.pid)));
      return {
        endpoint,
        client,
        file,
        onEnd: (handle) => void listeners.push(handle),
        stop: async () => {
          stopping = true;
          client.close();
          await endChild(child, () => ended !== undefined);
          rmSync(recordFile, { force: true });
        },
      };
    } catch {
      // Not listening yet.
    }
  }
  stopping = true;
  client.close();
  if (ended === undefined) child.kill("SIGKILL");
  return undefined;
};

const endChild = async (child: ChildProcess, ended: () => boolean): Promise<void> => {
  child.kill("SIGTERM");
  for (let waited = 0; waited < 2000 && !ended(); waited += 10) {
    if (waited === 1000) child.kill("SIGKILL");
    await pause(10);
  }
};
