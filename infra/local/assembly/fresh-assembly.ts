import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { waitForLock } from "../place/lock-file.ts";
import { StartRefused } from "../place/start-refused.ts";
import { hashSources } from "./source-hash.ts";

interface Stamp {
  /** The sources that were synthesized. */
  readonly sources: string;
  /** What came out: a synth by another hand does not know the stamp, and this notices. */
  readonly output: string;
}

const running = new Set<ChildProcess>();

/** Ends a synth that is under way, by the id of its process group. */
export const endSynth = (): void => {
  for (const { pid } of running) {
    try {
      // The shell of the synth leads a process group of its own.
      if (pid !== undefined) process.kill(-pid, "SIGTERM");
    } catch {
      // It has just ended by itself.
    }
  }
};

/**
 * Calls `use` with a `cdk.out` that belongs to the sources as they are now, synthesizing only when they have changed.
 * A lock keeps hosts that start at the same time from writing into each other's assembly; it is held until `use` has
 * read what it needs.
 */
export const withFreshAssembly = async <T>(
  root: string,
  say: (line: string) => void,
  use: (folder: string) => T,
): Promise<T> => {
  const folder = join(root, "cdk.out");
  const stampFile = join(folder, ".xinheng-local.json");
  mkdirSync(join(root, ".cache"), { recursive: true });
  const lock = await waitForLock(join(root, ".cache", "synth.lock"));
  try {
    const sources = hashSources(root);
    const stamp = readStamp(stampFile);
    if (stamp?.sources !== sources || stamp.output !== hashOutput(folder)) {
      say("Synthesizing the template: the sources have changed");
      await synthesize(root, folder);
      dropOldAssets(folder);
      const made: Stamp = { sources, output: hashOutput(folder) };
      writeFileSync(stampFile, JSON.stringify(made));
    }
    return use(folder);
  } finally {
    lock.release();
  }
};

const readStamp = (file: string): Stamp | undefined => {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Stamp;
  } catch {
    return undefined;
  }
};

const hashOutput = (folder: string): string => {
  if (!existsSync(join(folder, "manifest.json"))) return "none";
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) {
    if (/^manifest\.json$|\.template\.json$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
    else if (name.startsWith("asset.")) hash.update(name);
  }
  return hash.digest("hex");
};

const hourMs = 3_600_000;

/** Bundles of earlier synths, once nobody who started with them can still be reading. */
const dropOldAssets = (folder: string): void => {
  const names = readdirSync(folder);
  const used = names
    .filter((name) => name.endsWith(".assets.json"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  for (const name of names.filter((each) => each.startsWith("asset."))) {
    const path = join(folder, name);
    if (used.some((text) => text.includes(name)) || Date.now() - statSync(path).mtimeMs < hourMs) continue;
    rmSync(path, { recursive: true, force: true });
  }
};

/**
 * Runs the command in `cdk.json` as the CDK CLI would, without the second that the CLI itself takes. The rules are not
 * checked again here: they change nothing in the template, and `npm run synth` and the tests check them.
 */
const synthesize = async (root: string, folder: string): Promise<void> => {
  const { app, context } = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")) as {
    app: string;
    context?: Record<string, unknown>;
  };
  const child = spawn(app, {
    cwd: root,
    shell: true,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`,
      CDK_OUTDIR: folder,
      CDK_VALIDATION: "false",
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, "aws:cdk:enable-asset-metadata": true }),
    },
  });
  running.add(child);
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).finally(() => running.delete(child));
  if (code !== 0) {
    process.stderr.write(Buffer.concat(output));
    throw new StartRefused(`The template could not be synthesized (${app}, exit ${code})`);
  }
};
