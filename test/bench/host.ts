import { type ChildProcess } from "node:child_process";
import { end, start } from "./children.ts";

/** How a host is started. */
export interface HostWish {
  /** The checkout to start it from. */
  readonly tree: string;
  readonly data: string;
  readonly samples?: boolean;
  /** The engine to use instead of one of its own. */
  readonly endpoint?: string;
  /** As a person would, `npm start`, instead of Node itself. */
  readonly byNpm?: boolean;
  readonly nodeFlags?: readonly string[];
}

/** A local host that has said that it is ready. */
export interface BenchHost {
  readonly url: string;
  readonly pid: number;
  /** From spawn to its ready line. */
  readonly seconds: number;
  readonly stop: () => Promise<void>;
}

/** Monday, 23 November 2026, ten past nine in Shanghai: 55 minutes before the next sweep. */
const clock = "2026-11-23T09:10:00+08:00";

/** Starts the local host on a free port and waits until it says that it is ready. */
export const startHost = async (wish: HostWish): Promise<BenchHost> => {
  const options = ["--port", "0", "--data", wish.data, "--clock", clock, ...(wish.samples ? [] : ["--no-samples"])];
  const { DYNAMODB_ENDPOINT: _none, ...env } = process.env;
  const surroundings = {
    cwd: wish.tree,
    env: wish.endpoint === undefined ? env : { ...env, DYNAMODB_ENDPOINT: wish.endpoint },
    stdio: ["ignore", "pipe", "pipe"] as ("ignore" | "pipe")[],
  };
  const started = performance.now();
  const child = wish.byNpm
    ? start("npm", ["start", "--silent", "--", ...options], surroundings)
    : start(process.execPath, [...(wish.nodeFlags ?? []), "infra/local/main.ts", ...options], surroundings);
  const url = await ready(child);
  const seconds = (performance.now() - started) / 1000;
  return { url, pid: child.pid ?? 0, seconds, stop: () => end(child) };
};

const ready = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = "";
    const listen = (part: Buffer): void => {
      said += part.toString();
      const url = /Xinheng is ready at (http:\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("error", reject);
    child.once("exit", (code) => {
      reject(new Error(`the host ended with ${String(code)} before it was ready: ${said.trim().slice(-500)}`));
    });
  });
